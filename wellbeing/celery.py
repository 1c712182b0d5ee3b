"""The Celery app; `make run` runs its worker and its scheduler inside the web process."""

import os

from celery import Celery
from celery.signals import worker_init
from django.conf import settings

from wellbeing.core.settle import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")

app = Celery("aftercall")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Celery's current app is thread-local: without this a retry in a pool thread dials amqp://.
app.set_default()

app.conf.update(
    task_ignore_result=True,
    # One worker at most closes periods (`-Q trends --concurrency 1`): it alone loads the noise.
    # What waits for others' servers (`-Q outside`), or looks into files (`-Q files`, minutes each),
    # holds up nothing else: a call for help least of all.
    task_queues={"celery": {}, "trends": {}, "outside": {}, "files": {}},
    task_routes={
        "wellbeing.trends.tasks.close_periods": {"queue": "trends"},
        "wellbeing.notifications.tasks.*": {"queue": "outside"},
        "wellbeing.incidents.customers.tasks.sweep_flags": {"queue": "outside"},
        "wellbeing.incidents.evidence.tasks.sweep_files": {"queue": "files"},
    },
    broker_connection_retry_on_startup=True,
    worker_hijack_root_logger=False,
    beat_schedule={
        "sweep-outbox": {
            "task": "wellbeing.core.tasks.sweep_outbox",
            "schedule": 5.0,
            "options": {"expires": 5},  # while no worker is there, sweeps must not pile up
        },
        "forget-done-events": {
            "task": "wellbeing.core.tasks.forget_done_events",
            "schedule": 3600.0,
        },
        "sweep-floors": {
            "task": "wellbeing.resets.tasks.sweep_floors",
            "schedule": 5.0,
            "options": {"expires": 5},
        },
        "sweep-help-calls": {
            "task": "wellbeing.support.help_now.tasks.sweep_help_calls",
            "schedule": 2.0,
            "options": {"expires": 2},
        },
        "sweep-pushes": {
            "task": "wellbeing.notifications.tasks.sweep_pushes",
            "schedule": 5.0,
            "options": {"expires": 5},
        },
        "sweep-mails": {
            "task": "wellbeing.notifications.tasks.sweep_mails",
            "schedule": 10.0,
            "options": {"expires": 10},
        },
        "sweep-appointments": {
            "task": "wellbeing.support.counselling.tasks.sweep_appointments",
            "schedule": 5.0,
            "options": {"expires": 5},
        },
        "look-out-for-times": {
            "task": "wellbeing.support.counselling.tasks.look_out_for_times",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "sweep-talks": {
            "task": "wellbeing.support.talks.tasks.sweep_queue",
            "schedule": 2.0,
            "options": {"expires": 2},
        },
        "forget-talks": {
            "task": "wellbeing.support.talks.tasks.forget_talks",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "sweep-buddies": {
            "task": "wellbeing.support.buddies.tasks.sweep_buddies",
            "schedule": 900.0,
        },
        "sweep-case-deadlines": {
            "task": "wellbeing.incidents.tasks.sweep_case_deadlines",
            "schedule": 30.0,
            "options": {"expires": 30},
        },
        "sweep-urgent-alerts": {
            "task": "wellbeing.incidents.tasks.sweep_urgent_alerts",
            "schedule": 30.0,
            "options": {"expires": 30},
        },
        "sweep-legal-holds": {
            "task": "wellbeing.incidents.tasks.sweep_legal_holds",
            "schedule": 900.0,
        },
        "sweep-customer-actions": {
            "task": "wellbeing.incidents.customers.tasks.sweep_customer_actions",
            "schedule": 900.0,
        },
        "sweep-flags": {
            "task": "wellbeing.incidents.customers.tasks.sweep_flags",
            "schedule": 30.0,
            "options": {"expires": 30},
        },
        "sweep-files": {
            "task": "wellbeing.incidents.evidence.tasks.sweep_files",
            "schedule": 10.0,
            "options": {"expires": 10},
        },
        "close-periods": {"task": "wellbeing.trends.tasks.close_periods", "schedule": 1800.0},
        "expire-records": {"task": "wellbeing.tasks.expire_records", "schedule": 3600.0},
    },
    beat_schedule_filename=str(settings.DATA_DIR / "beat"),
)

if settings.REDIS_URL:
    # A request that publishes an event must not wait for a Redis that is away.
    app.conf.broker_transport_options = {
        "socket_connect_timeout": 1,
        "socket_timeout": 10,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }
else:
    queue = settings.CELERY_BROKER_DIR
    for folder in ("in", "done", "control"):
        (queue / folder).mkdir(parents=True, exist_ok=True)
    app.conf.broker_transport_options = {
        "data_folder_in": str(queue / "in"),
        "data_folder_out": str(queue / "in"),
        "processed_folder": str(queue / "done"),
        "control_folder": str(queue / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }


@worker_init.connect  # type: ignore[untyped-decorator]
def _before_it_forks(**_: object) -> None:
    settle()
