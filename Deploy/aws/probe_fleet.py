#!/usr/bin/env python3
"""Runs `rung probe` from every availability zone of chosen AWS regions, and leaves nothing behind.

    probe_fleet.py run --region ap-northeast-1 --venue binance --for 1h --bucket my-probe-reports --binary rung
    probe_fleet.py run ... --dry-run          what would be started and what it would cost
    probe_fleet.py cleanup --region ...       terminate and delete whatever an earlier run left

One small instance a zone is started with the program, measures, sends its report to the bucket, and ends. Whatever
happens here, every instance ends itself at its deadline: a timer in it shuts it down, and shutting down terminates it.

Instances have no AWS permission at all. They fetch the program and send the report by two links that this script
signs, which open one object each until the deadline. So no role has to be made, and nothing that runs on an instance
can do anything in the account.
"""

import argparse
import datetime
import hashlib
import pathlib
import re
import secrets
import signal
import sys
import time

import boto3
import botocore.config
import botocore.exceptions

import user_data

RUN_TAG = "rung-probe-run"
DEADLINE_TAG = "rung-probe-deadline"

# On-demand prices in USD an hour for Linux, from https://aws.amazon.com/ec2/pricing/on-demand/, June 2026, rounded up.
# They serve the question before the start, not the bill. An instance type or region that is not here needs --price.
PRICES = {
    "c7i.large": {
        "us-east-1": 0.09, "eu-west-2": 0.11, "eu-west-1": 0.10, "eu-central-1": 0.11,
        "ap-northeast-1": 0.12, "ap-southeast-1": 0.11, "ap-east-1": 0.13,
    },
    "c7i.metal-24xl": {"us-east-1": 4.29, "eu-west-2": 5.10, "ap-northeast-1": 5.40, "ap-southeast-1": 5.20},
}
# A public IPv4 address and 8 GB of gp3 an hour.
EXTRAS = 0.005 + 8 * 0.096 / 730
# Starting, installing and sending take this long beside the measurement.
OVERHEAD = datetime.timedelta(minutes=15)
# Links can be signed for a week at most (Signature Version 4).
LONGEST = datetime.timedelta(days=6)
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class FleetError(Exception):
    """A failure that a person can do something about, in one sentence."""


class Interrupted(BaseException):
    """A signal that asks to end; everything is taken down first.

    No Exception: the SDK takes every one of those for a failed request and tries again.
    """


def parse_span(text):
    """The length of time that `90s`, `10m`, `24h` or `1h30m` names."""
    parts = re.findall(r"(\d+)([smhd])", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise FleetError(f"--for: {text} is no time; write it as 10m, 1h30m or 24h")
    seconds = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    return datetime.timedelta(seconds=sum(int(number) * seconds[unit] for number, unit in parts))


class Cloud:
    """The clients of AWS, one for each service and region."""

    def __init__(self, endpoint=None):
        self.endpoint = endpoint
        self.config = botocore.config.Config(
            retries={"mode": "standard", "max_attempts": 5},
            signature_version="s3v4",
            connect_timeout=10,
            read_timeout=60,
        )
        self.clients = {}

    def client(self, service, region):
        key = (service, region)
        if key not in self.clients:
            config = self.config if service == "s3" else self.config.merge(
                botocore.config.Config(signature_version="v4"))
            self.clients[key] = boto3.client(service, region_name=region, endpoint_url=self.endpoint, config=config)
        return self.clients[key]


class Place:
    """One availability zone in which one instance is started."""

    def __init__(self, region, zone_id, zone_name, subnet):
        self.region = region
        self.zone_id = zone_id
        self.zone_name = zone_name
        self.subnet = subnet
        self.instance = None
        self.state = "planned"


class Fleet:
    """One run: it plans, starts, waits, collects, and takes everything down."""

    def __init__(self, options, cloud, say=print, ask=input):
        self.options = options
        self.cloud = cloud
        self.say = say
        self.ask = ask
        self.poll = options.poll
        self.run_id = "{:%Y%m%dT%H%M%S}-{}".format(datetime.datetime.now(datetime.timezone.utc), secrets.token_hex(3))
        self.length = parse_span(options.span)
        if self.length + OVERHEAD > LONGEST:
            raise FleetError(f"--for: {options.span} is longer than links can be signed for; measure 5d at most")
        self.deadline = None
        self.places = []
        self.groups = {}

    # Planning: reads only.

    def plan(self):
        """Finds every zone of the regions in which the instance type can be had."""
        for region in self.options.region:
            ec2 = self.cloud.client("ec2", region)
            zones = ec2.describe_availability_zones(
                Filters=[{"Name": "state", "Values": ["available"]}, {"Name": "zone-type", "Values": ["availability-zone"]}]
            )["AvailabilityZones"]
            offered = self.offered(ec2)
            for zone in sorted(zones, key=lambda zone: zone["ZoneId"]):
                if self.options.zone and zone["ZoneId"] not in self.options.zone:
                    continue
                if zone["ZoneName"] not in offered:
                    self.say(f"{zone['ZoneId']}: has no {self.options.instance_type}, left out")
                    continue
                subnet = self.subnet(ec2, zone["ZoneName"])
                if subnet is None:
                    self.say(f"{zone['ZoneId']}: has no default subnet, left out (aws ec2 create-default-subnet)")
                    continue
                self.places.append(Place(region, zone["ZoneId"], zone["ZoneName"], subnet))
        if not self.places:
            raise FleetError("no zone is left to measure from: check --region, --zone and --instance-type")

    def offered(self, ec2):
        """The zones that have the instance type."""
        offers = ec2.get_paginator("describe_instance_type_offerings").paginate(
            LocationType="availability-zone",
            Filters=[{"Name": "instance-type", "Values": [self.options.instance_type]}],
        )
        return {offer["Location"] for page in offers for offer in page["InstanceTypeOfferings"]}

    @staticmethod
    def subnet(ec2, zone_name):
        subnets = ec2.describe_subnets(
            Filters=[{"Name": "availability-zone", "Values": [zone_name]}, {"Name": "default-for-az", "Values": ["true"]}]
        )["Subnets"]
        return subnets[0] if subnets else None

    def price(self, region):
        """USD an hour for one instance with all that hangs on it."""
        if self.options.price is not None:
            return self.options.price + EXTRAS
        known = PRICES.get(self.options.instance_type, {}).get(region)
        if known is None:
            raise FleetError(
                f"the price of {self.options.instance_type} in {region} is not known: give it as --price USD_AN_HOUR")
        return known + EXTRAS

    def cost(self):
        hours = (self.length + OVERHEAD).total_seconds() / 3600
        return sum(self.price(place.region) for place in self.places) * hours

    def tell_plan(self):
        self.say(f"run {self.run_id}: {self.options.instance_type} for {self.options.span} in")
        for place in self.places:
            self.say(f"  {place.zone_id}  ({place.zone_name})  {self.price(place.region):.3f} USD an hour")
        self.say(f"venues: {' '.join(self.options.venue)}; reports to s3://{self.options.bucket}/{self.prefix}")
        self.say(f"at most {self.cost():.2f} USD with {int(OVERHEAD.total_seconds() / 60)} minutes of starting and ending")

    # Running.

    @property
    def prefix(self):
        return f"runs/{self.run_id}/"

    @property
    def home(self):
        return self.cloud.client("s3", self.options.bucket_region or self.options.region[0])

    def run(self):
        """The whole run; the exit code. Whatever goes wrong, everything that was started is taken down."""
        self.plan()
        self.tell_plan()
        if self.options.dry_run:
            self.say("dry run: nothing was started")
            return 0
        if not self.options.yes and self.ask("start this? [y/N] ").strip().lower() not in ("y", "yes"):
            self.say("nothing was started")
            return 1
        images = {region: self.image(region) for region in dict.fromkeys(place.region for place in self.places)}
        self.deadline = datetime.datetime.now(datetime.timezone.utc) + self.length + OVERHEAD
        try:
            self.make_bucket()
            self.upload()
            for place in self.places:
                self.start(place, images[place.region])
            self.wait()
        finally:
            clean = self.take_down()
        collected = self.collect()
        missing = [place.zone_id for place in self.places if place.state != "reported"]
        if missing:
            self.say("no report from " + ", ".join(missing))
        if collected:
            self.say("compare them: rung probe rank " + " ".join(str(path) for path in collected))
        return 0 if clean and not missing else 1

    def image(self, region):
        """The newest image of the system the program was built for, by its public parameter."""
        try:
            parameter = self.cloud.client("ssm", region).get_parameter(Name=self.options.image_parameter)
        except botocore.exceptions.ClientError as error:
            raise FleetError(f"{region} has no image {self.options.image_parameter} ({error}): give --image-parameter")
        return parameter["Parameter"]["Value"]

    def make_bucket(self):
        region = self.options.bucket_region or self.options.region[0]
        try:
            self.home.head_bucket(Bucket=self.options.bucket)
            return
        except botocore.exceptions.ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
                raise FleetError(f"the bucket {self.options.bucket} cannot be used ({error}): choose another name")
        place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        self.home.create_bucket(Bucket=self.options.bucket, **place)
        self.home.put_public_access_block(
            Bucket=self.options.bucket,
            PublicAccessBlockConfiguration=dict.fromkeys(
                ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True),
        )
        self.home.put_bucket_tagging(Bucket=self.options.bucket, Tagging={"TagSet": self.tags()})

    def tags(self):
        return [
            {"Key": "Name", "Value": "rung-probe"},
            {"Key": RUN_TAG, "Value": self.run_id},
            {"Key": DEADLINE_TAG, "Value": self.deadline.isoformat(timespec="seconds")},
        ]

    def upload(self):
        program = pathlib.Path(self.options.binary).read_bytes()
        self.digest = hashlib.sha256(program).hexdigest()
        self.home.put_object(Bucket=self.options.bucket, Key=self.prefix + "rung", Body=program)

    def link(self, method, name):
        """A link that opens one object until the deadline, and nothing else."""
        seconds = int((self.deadline - datetime.datetime.now(datetime.timezone.utc)).total_seconds())
        return self.home.generate_presigned_url(
            method, Params={"Bucket": self.options.bucket, "Key": self.prefix + name}, ExpiresIn=max(60, seconds))

    def group(self, place):
        """A security group of the region that lets nothing in."""
        if place.region not in self.groups:
            ec2 = self.cloud.client("ec2", place.region)
            self.groups[place.region] = ec2.create_security_group(
                GroupName=f"rung-probe-{self.run_id}",
                Description="rung probe: out only",
                VpcId=place.subnet["VpcId"],
                TagSpecifications=[{"ResourceType": "security-group", "Tags": self.tags()}],
            )["GroupId"]
        return self.groups[place.region]

    def start(self, place, image):
        script = user_data.script(
            program=self.link("get_object", "rung"),
            digest=self.digest,
            report=self.link("put_object", f"{place.zone_id}.json"),
            log=self.link("put_object", f"{place.zone_id}.log"),
            venues=self.options.venue,
            span=self.options.span,
            every=self.options.every,
            minutes=int((self.length + OVERHEAD).total_seconds() // 60),
        )
        answer = self.cloud.client("ec2", place.region).run_instances(
            ImageId=image,
            InstanceType=self.options.instance_type,
            MinCount=1,
            MaxCount=1,
            # The same request twice, after an answer that was lost, starts one instance.
            ClientToken=f"{self.run_id}-{place.zone_id}",
            InstanceInitiatedShutdownBehavior="terminate",
            MetadataOptions={"HttpTokens": "required", "HttpEndpoint": "enabled"},
            NetworkInterfaces=[{
                "DeviceIndex": 0,
                "SubnetId": place.subnet["SubnetId"],
                "Groups": [self.group(place)],
                "AssociatePublicIpAddress": True,
                "DeleteOnTermination": True,
            }],
            UserData=script,
            TagSpecifications=[{"ResourceType": kind, "Tags": self.tags()} for kind in ("instance", "volume")],
        )
        place.instance = answer["Instances"][0]["InstanceId"]
        place.state = "started"
        self.say(f"{place.zone_id}: started {place.instance}")

    def wait(self):
        """Waits for the reports, until all have come or nobody can send one any more."""
        while True:
            present = self.present()
            for place in self.places:
                if place.state == "started" and f"{place.zone_id}.json" in present:
                    place.state = "reported"
                    self.say(f"{place.zone_id}: report has come")
            open_places = [place for place in self.places if place.state == "started"]
            if not open_places:
                return
            if datetime.datetime.now(datetime.timezone.utc) >= self.deadline:
                self.say("the deadline has come")
                return
            for place in open_places:
                if self.has_ended(place) and f"{place.zone_id}.json" not in self.present():
                    place.state = "ended"
                    self.say(f"{place.zone_id}: ended without a report; see {self.prefix}{place.zone_id}.log")
            time.sleep(self.poll)

    def present(self):
        pages = self.home.get_paginator("list_objects_v2").paginate(Bucket=self.options.bucket, Prefix=self.prefix)
        return {item["Key"][len(self.prefix):] for page in pages for item in page.get("Contents", [])}

    def has_ended(self, place):
        try:
            answer = self.cloud.client("ec2", place.region).describe_instances(InstanceIds=[place.instance])
        except botocore.exceptions.ClientError as error:
            # Right after its start an instance may not be known everywhere.
            return error.response["Error"]["Code"] != "InvalidInstanceID.NotFound"
        states = [item["State"]["Name"] for group in answer["Reservations"] for item in group["Instances"]]
        return all(state in ("shutting-down", "terminated") for state in states)

    # Ending.

    def take_down(self):
        """Takes down whatever carries this run's tag; whether nothing is left.

        A second Ctrl-C does not end it half way.
        """
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        clean = True
        for region in dict.fromkeys(place.region for place in self.places):
            # A tag may not be found right after the start; what was started here is known.
            known = [place.instance for place in self.places if place.region == region and place.instance]
            clean = self.attempt(lambda: remove(self.cloud, region, self.run_id, known, self.say, self.poll)) and clean
        return self.attempt(self.remove_program) and clean

    def remove_program(self):
        try:
            self.home.delete_object(Bucket=self.options.bucket, Key=self.prefix + "rung")
        except botocore.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchBucket":
                raise
        return True

    def attempt(self, step):
        """One step of taking down: a region that does not answer does not keep the next one from it."""
        try:
            return step()
        except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
            self.say(f"taking down failed ({error}): run cleanup again")
            return False

    def collect(self):
        """Brings the reports here; their paths."""
        folder = pathlib.Path(self.options.out) / self.run_id
        collected = []
        for name in sorted(self.present()):
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            self.home.download_file(self.options.bucket, self.prefix + name, str(path))
            if name.endswith(".json"):
                collected.append(path)
        return collected


def remove(cloud, region, run_id, known, say, poll):
    """Terminates the instances and deletes the groups of a run, or of all runs where `run_id` is None."""
    ec2 = cloud.client("ec2", region)
    tag = {"Name": f"tag:{RUN_TAG}", "Values": [run_id]} if run_id else {"Name": "tag-key", "Values": [RUN_TAG]}
    for attempt in range(5):
        living = sorted({*instances(ec2, tag), *(alive(ec2, known) if attempt == 0 else ())})
        if not living:
            break
        say(f"{region}: terminating {', '.join(living)}")
        try:
            ec2.terminate_instances(InstanceIds=living)
            ec2.get_waiter("instance_terminated").wait(
                InstanceIds=living, WaiterConfig={"Delay": poll, "MaxAttempts": 90})
        except (botocore.exceptions.WaiterError, botocore.exceptions.ClientError) as error:
            # One of them may have ended itself in between.
            say(f"{region}: {error}; looking again")
            time.sleep(poll)
    clean = not instances(ec2, tag)
    if not clean:
        say(f"{region}: instances are left, they end themselves at their deadline; run cleanup again")
    for group in ec2.describe_security_groups(Filters=[tag])["SecurityGroups"]:
        clean = delete_group(ec2, region, group["GroupId"], say, poll) and clean
    return clean


def alive(ec2, known):
    """Those of some instances that are not terminated; all of them where not each is known yet."""
    if not known:
        return []
    try:
        answer = ec2.describe_instances(InstanceIds=known)
    except botocore.exceptions.ClientError:
        return known
    return [item["InstanceId"] for group in answer["Reservations"] for item in group["Instances"]
            if item["State"]["Name"] != "terminated"]


def delete_group(ec2, region, group, say, poll):
    """Deletes a security group, which its instances' network interfaces may hold for some moments more."""
    for attempt in range(10):
        try:
            ec2.delete_security_group(GroupId=group)
            return True
        except botocore.exceptions.ClientError as error:
            if error.response["Error"]["Code"] == "InvalidGroup.NotFound":
                return True
            failure = error
            time.sleep(poll)
    say(f"{region}: the group {group} stays ({failure}); run cleanup again")
    return False


def instances(ec2, tag):
    """The instances with a tag that cost something or will."""
    states = {"Name": "instance-state-name", "Values": ["pending", "running", "stopping", "stopped", "shutting-down"]}
    pages = ec2.get_paginator("describe_instances").paginate(Filters=[tag, states])
    return [item["InstanceId"] for page in pages for group in page["Reservations"] for item in group["Instances"]]


def cleanup(options, cloud, say=print):
    """Takes down whatever any run has left in the regions, and the bucket's runs if asked to; the exit code."""
    clean = True
    for region in options.region:
        if options.dry_run:
            ec2 = cloud.client("ec2", region)
            tag = {"Name": "tag-key", "Values": [RUN_TAG]}
            groups = [group["GroupId"] for group in ec2.describe_security_groups(Filters=[tag])["SecurityGroups"]]
            say(f"{region}: would remove {', '.join(instances(ec2, tag) + groups) or 'nothing'}")
        else:
            clean = remove(cloud, region, None, [], say, options.poll) and clean
    if options.bucket and not options.dry_run:
        s3 = cloud.client("s3", options.bucket_region or options.region[0])
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=options.bucket, Prefix="runs/")
        keys = [item["Key"] for page in pages for item in page.get("Contents", [])]
        for start in range(0, len(keys), 1000):
            s3.delete_objects(
                Bucket=options.bucket, Delete={"Objects": [{"Key": key} for key in keys[start:start + 1000]]})
        say(f"deleted {len(keys)} objects under s3://{options.bucket}/runs/")
    say("nothing is left" if clean and not options.dry_run else "done")
    return 0 if clean else 1


def parser():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoint-url", help="another AWS: for tests against a stand-in")
    parser.add_argument("--poll", type=float, default=10, help="how often AWS is asked, in seconds (default: 10)")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="measure from every zone")
    clean = commands.add_parser("cleanup", help="take down whatever is left of earlier runs")
    for command in (run, clean):
        command.add_argument("--region", action="append", required=True, help="can be given several times")
        command.add_argument("--bucket", required=command is run, help="where reports go; made if it is not there")
        command.add_argument("--bucket-region", help="the bucket's region (default: the first --region)")
        command.add_argument("--dry-run", action="store_true", help="say what would be done and do nothing")
    run.add_argument("--zone", action="append", help="only these zone ids, as apne1-az4")
    run.add_argument("--venue", action="append", required=True, help="can be given several times")
    run.add_argument("--for", dest="span", default="1h", help="how long each host measures (default: 1h)")
    run.add_argument("--every", default="1s", help="how often each question is asked (default: 1s)")
    run.add_argument("--binary", required=True, help="the program, built as README.md says")
    run.add_argument("--instance-type", default="c7i.large")
    run.add_argument("--price", type=float, help="USD an hour, where the table has none")
    run.add_argument("--image-parameter", default="/aws/service/debian/release/12/latest/amd64",
                     help="the public parameter that names the image")
    run.add_argument("--out", default="probe-reports", help="the folder that reports are brought to")
    run.add_argument("--yes", action="store_true", help="start without asking")
    return parser


def interrupt(number, frame):
    raise Interrupted(signal.Signals(number).name)


def main(arguments=None):
    options = parser().parse_args(arguments)
    for number in SIGNALS:
        signal.signal(number, interrupt)
    cloud = Cloud(options.endpoint_url)
    try:
        if options.command == "cleanup":
            return cleanup(options, cloud)
        if not options.dry_run and not pathlib.Path(options.binary).is_file():
            raise FleetError(f"--binary: {options.binary} is no file; build it as Deploy/aws/README.md says")
        return Fleet(options, cloud).run()
    except FleetError as error:
        print(f"probe_fleet: {error}", file=sys.stderr)
        return 2
    except Interrupted as error:
        print(f"probe_fleet: ended by {error}; everything was taken down", file=sys.stderr)
        return 1
    except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
        print(f"probe_fleet: AWS refuses: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
