"""An event loop whose time passes only by waiting, and at once."""

from asyncio import base_events, coroutines, events, sleep
from heapq import heappop

from .trace import record_activity

#: Virtual seconds that one step may wait before it counts as one that never ends.
LONGEST_WAIT = 86_400.0
#: Virtual seconds that pass after a step where something runs beside it.
OTHERS_WAIT = 60.0


class Hung(BaseException):
    """Nothing more can happen, and the task has not ended."""


# The base class reads the environment for each new loop.
coroutines._is_debug_mode = bool


class VirtualLoop(base_events.BaseEventLoop):
    """Event loop without a selector: timers fire in order, as soon as everything waits."""

    def __init__(self, set_clock, epoch):
        super().__init__()
        self._set_clock = set_clock
        self._epoch = epoch
        self._now = 0.0
        self._answer = None
        self.slow_callback_duration = float("inf")

    def __del__(self):
        """A loop without a selector has nothing to close."""

    def time(self):
        return self._now

    def pass_time(self, seconds):
        """Moves the clock on, as a sleep that blocks the loop does."""
        if seconds > 0:
            self._now += seconds
            self._set_clock(self._epoch + self._now)

    async def let_others_run(self):
        """Lets what the module has started beside a step continue for a minute."""
        if self._ready or not all(handle._cancelled for handle in self._scheduled):
            await sleep(OTHERS_WAIT)

    async def answer(self):
        """Waits for an answer of the runner. Nothing else runs meanwhile, as where the runner answers at once."""
        self._answer = self.create_future()
        return await self._answer

    def resume(self, text):
        """Gives the answer to whoever waits for it, before anything else runs."""
        waiting, self._answer = self._answer, None
        waiting.set_result(text)
        self._ready.appendleft(self._ready.pop())

    def run_task(self, task):
        """Runs until the task is done, or waits for an answer: tells whether it is done. Raises Hung where it never will be."""
        ready = self._ready
        scheduled = self._scheduled
        end = self._now + LONGEST_WAIT
        events._set_running_loop(self)
        try:
            while not task.done():
                if ready:
                    for _ in range(len(ready)):
                        handle = ready.popleft()
                        if not handle._cancelled:
                            try:
                                handle._run()
                            except (SystemExit, KeyboardInterrupt):
                                pass
                            if self._answer is not None:
                                return False
                    continue
                while scheduled and scheduled[0]._cancelled:
                    heappop(scheduled)._scheduled = False
                if not scheduled or scheduled[0]._when > end:
                    raise Hung
                self.pass_time(scheduled[0]._when - self._now)
                while scheduled and scheduled[0]._when <= self._now:
                    handle = heappop(scheduled)
                    handle._scheduled = False
                    ready.append(handle)
            return True
        finally:
            events._set_running_loop(None)

    def _timer_handle_cancelled(self, handle):
        pass

    def _write_to_self(self):
        pass

    def _process_events(self, event_list):
        pass

    def call_soon_threadsafe(self, callback, *args, context=None):
        return self.call_soon(callback, *args, context=context)

    async def _make_subprocess_transport(self, *args, **options):
        record_activity("process", "asyncio subprocess")
        raise OSError("There are no processes here.")

    def run_in_executor(self, executor, func, *args):
        """Runs the function at once: there are no threads, and its time does not count."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            future.set_exception(error)
        return future
