"""What a benchmark reads of a process, of the machine and of a Prometheus page, and what it makes of two readings."""
import collections
import os
import re
import time

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
SAMPLE = re.compile(r'^(\w+)(?:\{(.*)\})? (\S+)')
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


def _stat_fields(path):
    """The fields after the command's name, which may hold spaces and brackets itself (proc(5))."""
    with open(path, encoding="utf-8", errors="replace") as file:
        name, _, rest = file.read().partition("(")[2].rpartition(")")
    return name, rest.split()


def _cpu_seconds(fields):
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def cpu_of_process(pid):
    return _cpu_seconds(_stat_fields(f"/proc/{pid}/stat")[1])


def cpu_by_thread_name(pid):
    """CPU seconds by thread name; what ended threads used is not in it. Numbers in names are left out."""
    used = collections.Counter()
    for thread in os.listdir(f"/proc/{pid}/task"):
        try:
            name, fields = _stat_fields(f"/proc/{pid}/task/{thread}/stat")
        except OSError:
            continue
        used[re.sub(r"\d+", "", name)] += _cpu_seconds(fields)
    return used


def memory_and_threads(pid):
    """Resident MB and the number of threads."""
    fields = _stat_fields(f"/proc/{pid}/stat")[1]
    return int(fields[21]) * PAGE_BYTES / 1e6, int(fields[17])


def cpu_of_machine():
    """CPU seconds that all processors were busy, without what a hypervisor took away."""
    with open("/proc/stat", encoding="ascii") as file:
        user, nice, system, _, _, irq, softirq = map(int, file.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / TICKS_PER_SECOND


class Reading:
    """One reading of the server (process id and metrics page), of the helpers beside it, and of the machine."""

    def __init__(self, server, helpers, metrics_text):
        self.when = time.monotonic()
        self.server_cpu = cpu_of_process(server)
        self.threads_cpu = cpu_by_thread_name(server)
        self.helpers_cpu = sum(map(cpu_of_process, helpers))
        self.machine_cpu = cpu_of_machine()
        self.metrics = parse_metrics(metrics_text)


def parse_metrics(text):
    """{(name, label value of le or ''): sum over all other labels}"""
    totals = collections.Counter()
    for line in text.splitlines():
        found = SAMPLE.match(line)
        if found:
            labels = dict(LABEL.findall(found[2] or ""))
            totals[found[1], labels.get("le", "")] += float(found[3])
    return totals


def total_between(before, after, name):
    return after[name, ""] - before[name, ""]


def quantile_between(before, after, name, q):
    """The quantile of what a histogram counted between two readings, linear inside the bucket; None: it counted nothing."""
    bounds = sorted((float(le), after[key] - before[key]) for key in after for series, le in [key] if series == name + "_bucket")
    count = bounds[-1][1] if bounds else 0
    if count <= 0:
        return None
    lower_bound, lower_count = 0.0, 0.0
    for bound, cumulated in bounds:
        if cumulated >= q * count:
            if bound == float("inf"):
                return lower_bound
            return lower_bound + (bound - lower_bound) * (q * count - lower_count) / (cumulated - lower_count)
        lower_bound, lower_count = bound, cumulated
    return lower_bound
