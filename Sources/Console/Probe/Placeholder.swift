import Probing
