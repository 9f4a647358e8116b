"""The fleet script against moto's EC2, SSM and S3 on this machine: a whole run, failures in the middle, nothing left.

An instance of moto runs nothing, so a thread plays each of them: it takes the user data that EC2 was given and runs it
with a shell, with programs of its own in the place of apt-get, chrony and shutdown. What is sent goes through the links
that the script signed.
"""

import base64
import contextlib
import functools
import io
import logging
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest
import urllib.request

import boto3
from moto.server import ThreadedMotoServer

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "Deploy" / "aws" / "probe_fleet.py"
sys.path.insert(0, str(SCRIPT.parent))

import probe_fleet  # noqa: E402
import user_data  # noqa: E402

REGIONS = ["ap-northeast-1", "eu-west-2"]
BUCKET = "rung-probe-test"
IMAGE = "/rung/test/image"

PROGRAM = """#!/bin/bash
echo "$@" >arguments
while [ $# -gt 0 ]; do [ "$1" = --out ] && echo '{"rung_probe": 1}' >"$2"; shift; done
"""


class Hosts(threading.Thread):
    """Plays the instances: runs their user data, and ends those that shut down."""

    def __init__(self, endpoint, folder, silent=()):
        super().__init__(daemon=True)
        self.endpoint = endpoint
        self.folder = folder
        self.silent = silent
        self.seen = set()
        self.done = threading.Event()
        self.stubs = folder / "stubs"
        self.stubs.mkdir()
        for name in ("apt-get", "systemctl", "chronyc", "modprobe", "sleep"):
            self.stub(name, "exit 0" if name != "modprobe" else "exit 1")
        self.stub("shutdown", 'echo "$@" >>"$RUNG_ROOT/shutdown"')
        # Amazon's list is not on this machine; everything else is fetched and sent as it is.
        self.stub("curl", 'case "$*" in *ip-ranges.amazonaws.com*) exit 22 ;; esac; exec /usr/bin/curl "$@"')

    def stub(self, name, body):
        path = self.stubs / name
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)

    def run(self):
        while not self.done.wait(0.2):
            for region in REGIONS:
                ec2 = client("ec2", region, self.endpoint)
                for group in ec2.describe_instances()["Reservations"]:
                    for instance in group["Instances"]:
                        if instance["State"]["Name"] == "running" and instance["InstanceId"] not in self.seen:
                            self.seen.add(instance["InstanceId"])
                            self.play(ec2, instance["InstanceId"], instance["Placement"]["AvailabilityZone"])

    def play(self, ec2, instance, zone):
        value = ec2.describe_instance_attribute(InstanceId=instance, Attribute="userData")["UserData"]["Value"]
        home = self.folder / instance
        home.mkdir()
        (home / "user-data").write_bytes(base64.b64decode(value))
        if zone in self.silent:
            return
        environment = {"PATH": f"{self.stubs}:/usr/bin:/bin", "RUNG_ROOT": str(home), "RUNG_CHRONY": str(home / "chrony")}
        subprocess.run(["bash", str(home / "user-data")], env=environment, timeout=30, check=False)
        # InstanceInitiatedShutdownBehavior is terminate.
        ec2.terminate_instances(InstanceIds=[instance])


@functools.cache
def client(service, region, endpoint):
    # Making a client reads its service's whole description, which takes longer than its requests here.
    return boto3.client(service, region_name=region, endpoint_url=endpoint)


class FleetTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_EC2_METADATA_DISABLED="true")
        os.environ.pop("AWS_PROFILE", None)
        # Its list of thousands of images takes seconds to read for each region and test.
        os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        cls.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        cls.server.start()
        host, port = cls.server.get_host_and_port()
        cls.endpoint = f"http://{host}:{port}"

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def setUp(self):
        urllib.request.urlopen(urllib.request.Request(f"{self.endpoint}/moto-api/reset", method="POST")).read()
        for region in REGIONS:
            image = client("ec2", region, self.endpoint).register_image(Name="debian")["ImageId"]
            client("ssm", region, self.endpoint).put_parameter(Name=IMAGE, Value=image, Type="String")
        self.temporary = tempfile.TemporaryDirectory(prefix="rung-fleet-")
        self.folder = pathlib.Path(self.temporary.name)
        self.binary = self.folder / "rung"
        self.binary.write_text(PROGRAM)
        self.said = []
        self.hosts = None

    def tearDown(self):
        if self.hosts:
            self.hosts.done.set()
            self.hosts.join()
        self.temporary.cleanup()

    def arguments(self, *more, span="10m", regions=REGIONS):
        where = [word for region in regions for word in ("--region", region)]
        return ["--endpoint-url", self.endpoint, "--poll", "0.2", "run", *where, "--venue", "binance", "--venue", "kraken", "--for", span,
                "--bucket", BUCKET, "--binary", str(self.binary), "--image-parameter", IMAGE,
                "--out", str(self.folder / "reports"), *more]

    def fleet(self, *more, ask=lambda question: "yes", **how):
        options = probe_fleet.parser().parse_args(self.arguments(*more, **how))
        return probe_fleet.Fleet(options, probe_fleet.Cloud(self.endpoint), self.said.append, ask)

    def play_hosts(self, **how):
        self.hosts = Hosts(self.endpoint, self.folder, **how)
        self.hosts.start()

    def living(self):
        left = []
        for region in REGIONS:
            ec2 = client("ec2", region, self.endpoint)
            for group in ec2.describe_instances()["Reservations"]:
                left += [item["InstanceId"] for item in group["Instances"] if item["State"]["Name"] != "terminated"]
            left += [group["GroupId"] for group in ec2.describe_security_groups()["SecurityGroups"]
                     if group["GroupName"].startswith("rung-probe")]
        return left

    def zones(self):
        return sorted(zone["ZoneId"] for region in REGIONS for zone in client("ec2", region, self.endpoint)
                      .describe_availability_zones()["AvailabilityZones"])

    # A whole run.

    def test_every_zone_reports_and_nothing_is_left(self):
        self.play_hosts()
        fleet = self.fleet()
        self.assertEqual(fleet.run(), 0, self.said)
        self.assertEqual(self.living(), [])
        reports = sorted(path.stem for path in (self.folder / "reports" / fleet.run_id).glob("*.json"))
        self.assertEqual(reports, self.zones())
        self.assertTrue(any(line.startswith("compare them: rung probe rank ") for line in self.said))
        s3 = client("s3", REGIONS[0], self.endpoint)
        keys = [item["Key"] for item in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
        self.assertNotIn(fleet.prefix + "rung", keys)
        self.assertTrue(s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]["BlockPublicPolicy"])

    def test_instances_are_tagged_closed_and_end_themselves(self):
        self.play_hosts()
        self.assertEqual(self.fleet(regions=REGIONS[:1]).run(), 0, self.said)
        ec2 = client("ec2", REGIONS[0], self.endpoint)
        items = [item for group in ec2.describe_instances()["Reservations"] for item in group["Instances"]]
        for item in items:
            self.assertIn(probe_fleet.RUN_TAG, {tag["Key"] for tag in item["Tags"]})
            self.assertEqual(item["MetadataOptions"]["HttpTokens"], "required")
            self.assertNotIn("KeyName", item)
            self.assertNotIn("IamInstanceProfile", item)
            attribute = ec2.describe_instance_attribute(
                InstanceId=item["InstanceId"], Attribute="instanceInitiatedShutdownBehavior")
            self.assertEqual(attribute["InstanceInitiatedShutdownBehavior"]["Value"], "terminate")
            home = self.folder / item["InstanceId"]
            self.assertEqual((home / "shutdown").read_text().split("\n")[:2], ["-P +25", "-P now"])
            self.assertIn("probe binance kraken --for 10m --every 1s", (home / "arguments").read_text())
            self.assertIn("169.254.169.123", (home / "chrony").read_text())

    def test_a_program_that_was_changed_on_the_way_is_not_run(self):
        self.play_hosts()
        fleet = self.fleet(regions=REGIONS[:1])
        upload = fleet.upload

        def tampered():
            upload()
            fleet.home.put_object(Bucket=BUCKET, Key=fleet.prefix + "rung", Body=b"#!/bin/bash\ntouch broken-in\n")
        fleet.upload = tampered
        self.assertEqual(fleet.run(), 1)
        self.assertEqual(list(self.folder.glob("*/broken-in")), [])
        self.assertEqual(self.living(), [])

    # Failures in the middle.

    def test_a_start_that_fails_takes_down_the_ones_before_it(self):
        fleet = self.fleet()
        started = []

        def fail(**keywords):
            started.append(1)
            if len(started) == 3:
                raise probe_fleet.botocore.exceptions.ClientError(
                    {"Error": {"Code": "InsufficientInstanceCapacity", "Message": "none left"}}, "RunInstances")
        for region in REGIONS:
            fleet.cloud.client("ec2", region).meta.events.register("before-call.ec2.RunInstances", fail)
        with self.assertRaises(probe_fleet.botocore.exceptions.ClientError):
            fleet.run()
        self.assertEqual(len(started), 3)
        self.assertEqual(self.living(), [])

    def test_a_host_that_says_nothing_is_ended_at_the_deadline(self):
        zone = client("ec2", REGIONS[0], self.endpoint).describe_availability_zones()["AvailabilityZones"][0]["ZoneName"]
        self.play_hosts(silent=[zone])
        fleet = self.fleet(regions=REGIONS[:1])
        wait = fleet.wait

        def soon():
            fleet.deadline = probe_fleet.datetime.datetime.now(probe_fleet.datetime.timezone.utc) \
                + probe_fleet.datetime.timedelta(seconds=2)
            wait()
        fleet.wait = soon
        self.assertEqual(fleet.run(), 1)
        self.assertIn("the deadline has come", self.said)
        self.assertTrue(any(line.startswith("no report from") for line in self.said))
        self.assertEqual(self.living(), [])

    def test_a_signal_in_the_middle_takes_everything_down(self):
        process = subprocess.Popen(
            [sys.executable, "-B", str(SCRIPT), *self.arguments("--yes")],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 30
        while len([item for item in self.living() if item.startswith("i-")]) < 2:
            self.assertLess(time.monotonic(), deadline, "nothing was started")
            self.assertIsNone(process.poll(), "the script has ended")
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1, output + errors)
        self.assertIn("SIGTERM", errors)
        self.assertEqual(self.living(), [])

    def test_cleanup_removes_what_a_run_left_that_was_killed(self):
        fleet = self.fleet()
        fleet.take_down = lambda: False
        fleet.wait = lambda: None
        self.assertEqual(fleet.run(), 1)
        self.assertGreater(len(self.living()), len(REGIONS))
        where = [word for region in REGIONS for word in ("--region", region)]
        before = self.living()
        self.assertEqual(self.main("cleanup", *where, "--dry-run"), 0)
        self.assertEqual(self.living(), before)
        self.assertEqual(self.main("cleanup", *where, "--bucket", BUCKET), 0)
        self.assertEqual(self.living(), [])
        self.assertNotIn("Contents", client("s3", REGIONS[0], self.endpoint).list_objects_v2(Bucket=BUCKET))

    def main(self, *arguments):
        with contextlib.redirect_stdout(io.StringIO()):
            return probe_fleet.main(["--endpoint-url", self.endpoint, "--poll", "0.2", *arguments])

    # Before the start.

    def test_a_dry_run_and_a_no_start_nothing(self):
        self.assertEqual(self.fleet("--dry-run").run(), 0)
        self.assertEqual(self.fleet(ask=lambda question: "").run(), 1)
        self.assertEqual(self.living(), [])
        self.assertEqual(client("s3", REGIONS[0], self.endpoint).list_buckets()["Buckets"], [])
        self.assertTrue(any("USD" in line and "at most" in line for line in self.said))
        for zone in self.zones():
            self.assertTrue(any(zone in line for line in self.said), zone)

    def test_the_cost_is_hours_times_instances(self):
        fleet = self.fleet("--price", "1", span="45m", regions=REGIONS[:1])
        fleet.plan()
        self.assertAlmostEqual(fleet.cost(), len(fleet.places) * (1 + probe_fleet.EXTRAS), places=6)

    def test_what_cannot_be_done_is_said_before_anything_starts(self):
        for arguments, words in [
            (self.arguments("--yes", span="30d"), "longer"), (self.arguments("--yes", span="soon"), "--for"),
            (self.arguments("--yes", "--zone", "xyz1-az9"), "no zone"),
            (self.arguments("--yes", "--instance-type", "t3.nano"), "--price"),
        ]:
            with contextlib.redirect_stderr(io.StringIO()) as errors, contextlib.redirect_stdout(io.StringIO()):
                self.assertEqual(probe_fleet.main(arguments), 2, errors.getvalue())
            self.assertIn(words, errors.getvalue())
        self.assertEqual(self.living(), [])

    def test_every_part_of_the_script_is_quoted(self):
        script = user_data.script(
            program="https://x/y?a=1&b='; touch /tmp/no", digest="0", report="https://x/r", log="https://x/l",
            venues=["binance; touch no"], span="1h", every="1s", minutes=75)
        self.assertEqual(subprocess.run(["bash", "-n"], input=script, text=True).returncode, 0)
        self.assertIn("'binance; touch no'", script)
        self.assertTrue(textwrap.dedent(script).startswith("#!/bin/bash"))


if __name__ == "__main__":
    unittest.main()
