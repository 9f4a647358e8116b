#include <stdlib.h>

// On a terminal Swift's backtracer ends with a question and waits 30 s for a key: a process that crashed in the night
// would be gone only when somebody comes, and no supervisor could start another. The runtime reads its settings from
// the environment in a constructor, before main; the functions of .preinit_array come before all constructors (System V
// gABI, "Initialization and Termination Functions"). A person's own setting wins.
static void end_without_asking(void) { setenv("SWIFT_BACKTRACE", "interactive=no", 0); }

__attribute__((section(".preinit_array"), used)) static void (*const before_the_runtime)(void) = end_without_asking;
