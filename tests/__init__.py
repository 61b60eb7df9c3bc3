# Once PySide6 6.12 is there, modules of Python 3.15 answer with the stand-in of what they import lazily, which only an
# import like this one completes. Without it asyncio's own loops, as servers in tests have them, could start no thread;
# the program's has threads of its own.
from concurrent.futures import ThreadPoolExecutor  # noqa: F401
