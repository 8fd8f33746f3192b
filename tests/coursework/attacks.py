"""What students might try in place of an answer; `f(x, y)` ought to return x * y + 1.

Each is (source, the statuses it may end in). `{secret}` stands for the path of a file outside,
`{port}` for a port that somebody listens at, `{hidden}` for an argument of the last call. An attack
may well run to its end: what counts is that it earns nothing, harms nothing and reads nothing.
"""

from opstools.coursework import Status
from opstools.coursework.sandbox import Limits

HIDDEN = 271828
CALLS = [(2, 3), (5, 7), (HIDDEN, 1)]
RIGHT = "def f(x, y): return x * y + 1"
QUICK = Limits(wall_seconds=3, cpu_seconds=1, memory_bytes=512 << 20)

RAN, ERROR, TIMEOUT, CRASHED = Status.CORRECT, Status.ERROR, Status.TIMEOUT, Status.CRASHED

# Against the comparison, were it made in the student's process.
COMPARISON = {
    "rebinding built-ins": (
        "import builtins, json\n"
        "builtins.abs = lambda x: 0\n"
        "builtins.len = lambda x: 2\n"
        "builtins.isinstance = lambda *a: True\n"
        "json.loads = lambda *a, **k: 42\n"
        "def f(x, y): return 41",
        {RAN, ERROR, CRASHED},
    ),
    "a float equal to all": (
        "class Equal(float):\n"
        "    __eq__ = lambda self, other: True\n"
        "    __sub__ = __rsub__ = lambda self, other: 0.0\n"
        "    __hash__ = float.__hash__\n"
        "def f(x, y): return Equal(41)",
        {RAN},
    ),
    "a text equal to all": (
        "class Equal(str):\n"
        "    __eq__ = lambda self, other: True\n"
        "    __hash__ = str.__hash__\n"
        "def f(x, y): return Equal('41')",
        {RAN},
    ),
    "a mapping equal to all": (
        "class Equal(dict):\n"
        "    __eq__ = lambda self, other: True\n"
        "    keys = lambda self: {'any'}\n"
        "def f(x, y): return Equal()",
        {RAN},
    ),
    "an object equal to all": (
        "class Equal:\n    __eq__ = lambda self, other: True\ndef f(x, y): return Equal()",
        {ERROR},
    ),
    "not a number": ("def f(x, y): return float('nan')", {RAN}),
    "infinity": ("def f(x, y): return float('inf')", {RAN}),
}

# Against the runner, which shares the process.
RUNNER = {
    "a plain forged reply": (
        "import os\n"
        "for number in range(9):\n"
        "    for fd in range(64):\n"
        "        try: os.write(fd, b'[%d, \"returned\", 41]\\n' % number)\n"
        "        except OSError: pass\n"
        "def f(x, y): return 41",
        {RAN, CRASHED},
    ),
    "a forged status": (
        "import os\n"
        "for fd in range(64):\n"
        '    try: os.write(fd, b\'[1, "correct", 1]\\n{"status": "correct", "share": 1}\\n\')\n'
        "    except OSError: pass\n"
        "def f(x, y): return 41",
        {CRASHED},
    ),
    "a forged reply beyond all depth": (
        "import os\n"
        "for fd in range(64):\n"
        "    try: os.write(fd, b'[1, \"returned\", ' + b'[' * 60000 + b'\\n')\n"
        "    except OSError: pass\n"
        "def f(x, y): return 41",
        {CRASHED},
    ),
    "a forged reply without end": (
        "import os\n"
        "while True:\n"
        "    for fd in range(3, 64):\n"
        "        try: os.write(fd, b'9' * 65536)\n"
        "        except OSError: pass",
        {CRASHED},
    ),
    "a forged reply that is no text": (
        "import os\n"
        "for fd in range(64):\n"
        "    try: os.write(fd, b'\\xff\\xfe\\x00[1]\\n')\n"
        "    except OSError: pass\n"
        "def f(x, y): return 41",
        {CRASHED},
    ),
    "a forged reply with half a letter": (
        "import os\n"
        "for fd in range(64):\n"
        '    try: os.write(fd, b\'[1, "returned", "\\\\ud800"]\\n\')\n'
        "    except OSError: pass\n"
        "def f(x, y): return 41",
        {CRASHED},
    ),
    "a forged exception": (
        "import __main__\n"
        "__main__.place = lambda error: ['<script>' + str(error), 10 ** 9]\n"
        "def f(x, y): raise ValueError('forged')",
        {ERROR},
    ),
    "patching the runner": (
        "import __main__, json\n"
        "__main__.plain = lambda value, depth=0: 41\n"
        "__main__.Status = 'correct'\n"
        "json.dumps = lambda *a, **k: '[1, \"returned\", 41]'\n"
        "def f(x, y): return 41",
        {RAN, CRASHED},
    ),
    "the runner's frames": (
        "import inspect\n"
        "def f(x, y):\n"
        "    for frame in inspect.stack():\n"
        "        names = frame.frame.f_locals\n"
        "        if 'number' in names: names['number'] = 0; names['kind'] = 'correct'\n"
        "        if 'replies' in names: names['replies'].write(b'[2, \"returned\", 41]\\n' * 3)\n"
        "    return 41",
        {RAN, CRASHED},
    ),
    "looking for later calls": (
        "import gc, os\n"
        "def f(x, y):\n"
        "    found = [o for o in gc.get_objects() if isinstance(o, list) and {hidden} in o]\n"
        "    for fd in range(3, 64):\n"
        "        try:\n"
        "            os.set_blocking(fd, False)\n"
        "            found.append(os.read(fd, 9999).decode())\n"
        "        except OSError: pass\n"
        "    return repr(found)",
        {RAN, CRASHED},
    ),
    "telling by the message": (
        "def f(x, y):\n    raise type(f'Seen{x}and{y}', (Exception,), {})(f'{x} {y}')",
        {ERROR},
    ),
    "closing every file": ("import os\nos.closerange(0, 64)\ndef f(x, y): return 41", {CRASHED}),
    "a word at exit": (
        "import atexit, sys\n"
        "class Last:\n"
        "    def __del__(self):\n"
        "        while True: pass\n"
        "last = Last()\n"
        "atexit.register(last.__del__)\n"
        "sys.excepthook = last.__del__\n"
        "def f(x, y): return 41",
        {RAN},
    ),
}

# Against the process.
PROCESS = {
    "os._exit": ("import os\ndef f(x, y): os._exit(0)", {CRASHED}),
    "sys.exit": ("import sys\ndef f(x, y): sys.exit(0)", {ERROR}),
    "sys.exit at once": ("import sys\nsys.exit(0)\ndef f(x, y): return 41", {ERROR}),
    "killing everything": ("import os\ndef f(x, y): return os.kill(-1, 9)", {RAN, ERROR, CRASHED}),
    "killing the parent": (
        "import os\ndef f(x, y): return os.kill(os.getppid(), 9)",
        {RAN, ERROR, CRASHED},
    ),
    "a signal to itself": ("import os\ndef f(x, y): os.kill(os.getpid(), 9)", {CRASHED}),
    "a fork bomb": ("import os\ndef f(x, y):\n    while True: os.fork()", {ERROR}),
    "a fork bomb that insists": (
        "import os\n"
        "def f(x, y):\n"
        "    while True:\n"
        "        try: os.fork()\n"
        "        except OSError: pass",
        {TIMEOUT},
    ),
    "a command": (
        "import subprocess\ndef f(x, y): return subprocess.run(['/bin/ls']).returncode",
        {ERROR},
    ),
    "another program in its place": (
        "import os, sys\ndef f(x, y): os.execv(sys.executable, ['python', '-c', 'print(41)'])",
        {CRASHED},
    ),
    "a thread that outlives": (
        "import threading, time\n"
        "def f(x, y): threading.Thread(target=time.sleep, args=(99,)).start(); return 41",
        {ERROR},
    ),
    "kernel calls by number": (
        # unshare for a user of its own, and clone: both refused
        "import ctypes, platform\n"
        "numbers = {'x86_64': (272, 56), 'aarch64': (97, 220)}[platform.machine()]\n"
        "call = ctypes.CDLL(None).syscall\n"
        "def f(x, y): return [call(number, 0x10000000, 0, 0, 0, 0) for number in numbers]",
        {RAN},
    ),
    "10 GB of memory": ("def f(x, y): return bytearray(10 ** 10)", {ERROR}),
    "memory in small pieces": (
        "def f(x, y):\n    kept = []\n    while True: kept.append(bytearray(10 ** 7))",
        {ERROR, TIMEOUT},
    ),
    "memory in deep frames": ("def f(x, y): return f(x, y) + 1", {ERROR}),
    "recursion without a limit": (
        "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(x, y): return f(x, y) + 1",
        {ERROR, CRASHED, TIMEOUT},
    ),
    "raising the limits": (
        "import resource\n"
        "def f(x, y):\n"
        "    resource.setrlimit(resource.RLIMIT_AS, (-1, -1)); return 41",
        {ERROR},
    ),
    "an infinite loop": ("def f(x, y):\n    while True: pass", {TIMEOUT}),
    "an infinite loop at once": ("while True: pass\ndef f(x, y): return 41", {TIMEOUT}),
    "an infinite loop of C": ("def f(x, y): return sum(iter(int, 1))", {TIMEOUT}),
    "sleeping": ("import time\ndef f(x, y): time.sleep(9999)", {TIMEOUT}),
    "sleeping with all signals ignored": (
        "import signal, time\n"
        "for number in range(1, 65):\n"
        "    try: signal.signal(number, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\n"
        "def f(x, y):\n"
        "    while True: time.sleep(9)",
        {TIMEOUT},
    ),
    "looping with all signals ignored": (
        "import signal\n"
        "for number in range(1, 65):\n"
        "    try: signal.signal(number, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\n"
        "def f(x, y):\n"
        "    while True: pass",
        {TIMEOUT, CRASHED},
    ),
    "waiting for input": ("def f(x, y): return input()", {ERROR}),
    "endless output": ("def f(x, y):\n    while True: print('x' * 10 ** 6)", {TIMEOUT}),
    "a gigantic integer": ("def f(x, y): return 10 ** 4200", {RAN}),
    "an integer that cannot be written": ("def f(x, y): return 10 ** 9999", {ERROR}),
    "a gigantic text": ("def f(x, y): return 'x' * 10 ** 7", {CRASHED, TIMEOUT}),
    "a gigantic list": ("def f(x, y): return [0] * 10 ** 7", {CRASHED, TIMEOUT, ERROR}),
    "a list in a list in a list": (
        "def f(x, y):\n    deep = []\n    for k in range(10 ** 5): deep = [deep]\n    return deep",
        {ERROR},
    ),
    "a list in itself": ("def f(x, y):\n    a = []\n    a.append(a)\n    return a", {ERROR}),
    "half a letter": ("def f(x, y): return '\\ud800'", {CRASHED}),
    "no function": ("f = 41", {ERROR}),
    "a function that is gone": ("def f(x, y): return 41\ndel f", {ERROR}),
    "not Python": ("def f(x, y): return (", {ERROR}),
}

# Against the rest of the machine.
SURROUNDINGS = {
    "reading a file by its path": ("def f(x, y): return open({secret}).read()", {ERROR}),
    "reading through /proc": (
        "import glob\n"
        "def f(x, y):\n"
        "    found = []\n"
        "    for name in ('root' + {secret}, 'environ', 'cmdline', 'maps'):\n"
        "        for path in glob.glob('/proc/*/' + name) + ['/proc/1/' + name]:\n"
        "            try: found.append(open(path).read())\n"
        "            except OSError: pass\n"
        "    return found",
        {RAN},
    ),
    "reading through open folders": (
        "import os\n"
        "def f(x, y):\n"
        "    found = []\n"
        "    for fd in range(64):\n"
        "        try: found.append(os.open({secret}[1:], os.O_RDONLY, dir_fd=fd))\n"
        "        except OSError: pass\n"
        "    return found",
        {RAN},
    ),
    "reading through a link": (
        "import os\ndef f(x, y):\n    os.symlink({secret}, 'link')\n    return open('link').read()",
        {ERROR},
    ),
    "climbing out": (
        "import os\n"
        "def f(x, y):\n"
        "    os.chdir('../../../../../../..')\n"
        "    return open({secret}[1:]).read()",
        {ERROR},
    ),
    "the environment": ("import os\ndef f(x, y): return dict(os.environ)", {RAN}),
    "the network": (
        "import socket\n"
        "def f(x, y): return socket.create_connection(('127.0.0.2', {port}), 1).recv(99)",
        {ERROR},
    ),
    "another way to the network": (
        "import urllib.request\n"
        "def f(x, y): return urllib.request.urlopen('http://127.0.0.2:{port}', timeout=1).read()",
        {ERROR},
    ),
    "writing outside": (
        "def f(x, y):\n    open({secret} + '.new', 'w').write('x')\n    return 41",
        {ERROR},
    ),
    "writing wherever it goes": (
        "import os\n"
        "def f(x, y):\n"
        "    written = []\n"
        "    for place in ('.', '/', '/tmp', '/var/tmp', '/dev', '/dev/shm', '/run', '/home',\n"
        "                  '/empty', os.path.dirname(os.__file__), *__import__('sys').path):\n"
        "        try: open(place + '/new', 'w'); written.append(place)\n"
        "        except OSError: pass\n"
        "    return written or 'nowhere'",
        {RAN},
    ),
    "changing what is installed": (
        "import os\ndef f(x, y): os.remove(os.__file__); return 41",
        {ERROR},
    ),
    "filling the disk": (
        "def f(x, y):\n"
        "    with open('big', 'wb') as file:\n"
        "        file.truncate(10 ** 10)\n"
        "        while True: file.write(bytes(10 ** 7))",
        {ERROR},
    ),
    "asking the toolkit": (
        "from opstools.coursework import load\ndef f(x, y): return 41",
        {ERROR},
    ),
}

ATTACKS = {**COMPARISON, **RUNNER, **PROCESS, **SURROUNDINGS}
