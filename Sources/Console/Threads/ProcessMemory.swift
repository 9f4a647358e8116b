import CLinux

/// What of this process's memory others may see.
public enum ProcessMemory {
    /// Keeps it out of core dumps and from other processes of the same user, debuggers included; false where the system
    /// refuses.
    public static func hide() -> Bool {
        clinux_hide_memory() == 0
    }
}
