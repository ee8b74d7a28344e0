#!/usr/bin/env python3
"""Tests what the benchmark makes of its readings."""
import os
import threading
import time
import unittest

import measuring

PAGE = """# HELP latency_seconds help
# TYPE latency_seconds histogram
latency_seconds_count{camera="a"} %d
latency_seconds_bucket{camera="a",le="0.01"} %d
latency_seconds_bucket{camera="a",le="0.02"} %d
latency_seconds_bucket{camera="a",le="+Inf"} %d
latency_seconds_bucket{camera="b",le="0.01"} 0
latency_seconds_bucket{camera="b",le="0.02"} 0
latency_seconds_bucket{camera="b",le="+Inf"} 0
frames_total{camera="a \\"quoted\\""} 5
frames_total{camera="b"} 7
up 1
"""


def page(first, second, all_):
    return measuring.parse_metrics(PAGE % (all_, first, second, all_))


class Metrics(unittest.TestCase):
    def test_series_are_summed_over_their_labels(self):
        self.assertEqual(page(0, 0, 0)["frames_total", ""], 12)
        self.assertEqual(page(0, 0, 0)["up", ""], 1)

    def test_only_what_came_between_two_readings_counts(self):
        # 100 before, all fast; then 10 below 10 ms and 10 between 10 and 20 ms.
        before, after = page(100, 100, 100), page(110, 120, 120)
        self.assertAlmostEqual(measuring.quantile_between(before, after, "latency_seconds", 0.5), 0.010)
        self.assertAlmostEqual(measuring.quantile_between(before, after, "latency_seconds", 0.75), 0.015)
        self.assertEqual(measuring.total_between(before, after, "latency_seconds_count"), 20)

    def test_beyond_the_last_bound_the_last_bound_is_said(self):
        self.assertEqual(measuring.quantile_between(page(0, 0, 0), page(0, 0, 10), "latency_seconds", 0.95), 0.02)

    def test_nothing_counted_or_unknown_is_none(self):
        self.assertIsNone(measuring.quantile_between(page(1, 1, 1), page(1, 1, 1), "latency_seconds", 0.5))
        self.assertIsNone(measuring.quantile_between(page(1, 1, 1), page(1, 1, 1), "other", 0.5))


class Process(unittest.TestCase):
    def test_cpu_that_a_thread_uses_is_seen_in_process_and_thread(self):
        def burn():
            until = time.thread_time() + 0.2
            while time.thread_time() < until:
                pass

        before = measuring.cpu_of_process(os.getpid())
        machine = measuring.cpu_of_machine()
        thread = threading.Thread(target=burn)
        thread.start()
        thread.join()
        self.assertGreaterEqual(measuring.cpu_of_process(os.getpid()) - before, 0.15)
        self.assertGreaterEqual(measuring.cpu_of_machine() - machine, 0.1)
        self.assertGreater(sum(measuring.cpu_by_thread_name(os.getpid()).values()), 0)

    def test_memory_and_threads_of_this_process(self):
        end = threading.Event()
        waiting = [threading.Thread(target=end.wait) for _ in range(3)]
        for thread in waiting:
            thread.start()
        megabytes, threads = measuring.memory_and_threads(os.getpid())
        end.set()
        for thread in waiting:
            thread.join()
        self.assertGreater(megabytes, 1)
        self.assertGreaterEqual(threads, 4)


if __name__ == "__main__":
    unittest.main()
