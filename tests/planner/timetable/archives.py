"""A small archive of our own, in which every part of the format occurs at least once."""

from __future__ import annotations

ARCHIVE = """<?xml version="1.0" encoding="UTF-8"?>
<HighSchoolTimetableArchive>
  <Instances>
    <Instance Id="dorp">
      <MetaData><Name>Dorpsschool</Name><Contributor>Stapsteen</Contributor></MetaData>
      <Times>
        <TimeGroups>
          <Day Id="ma"><Name>maandag</Name></Day><Day Id="di"><Name>dinsdag</Name></Day>
          <Week Id="w"><Name>week</Name></Week>
          <TimeGroup Id="vroeg"><Name>vroeg</Name></TimeGroup>
        </TimeGroups>
        <Time Id="ma1"><Name>1</Name><Day Reference="ma"/><Week Reference="w"/>
          <TimeGroups><TimeGroup Reference="vroeg"/></TimeGroups></Time>
        <Time Id="ma2"><Name>2</Name><Day Reference="ma"/><Week Reference="w"/></Time>
        <Time Id="ma3"><Name>3</Name><Day Reference="ma"/><Week Reference="w"/></Time>
        <Time Id="di1"><Name>1</Name><Day Reference="di"/><Week Reference="w"/>
          <TimeGroups><TimeGroup Reference="vroeg"/></TimeGroups></Time>
        <Time Id="di2"><Name>2</Name><Day Reference="di"/><Week Reference="w"/></Time>
        <Time Id="di3"><Name>3</Name><Day Reference="di"/><Week Reference="w"/></Time>
      </Times>
      <Resources>
        <ResourceTypes>
          <ResourceType Id="groep"><Name>groep</Name></ResourceType>
          <ResourceType Id="juf"><Name>leerkracht</Name></ResourceType>
        </ResourceTypes>
        <ResourceGroups>
          <ResourceGroup Id="gym"><Name>geeft gym</Name><ResourceType Reference="juf"/></ResourceGroup>
          <ResourceGroup Id="allen"><Name>allen</Name><ResourceType Reference="groep"/></ResourceGroup>
        </ResourceGroups>
        <Resource Id="g3"><Name>groep 3</Name><ResourceType Reference="groep"/>
          <ResourceGroups><ResourceGroup Reference="allen"/></ResourceGroups></Resource>
        <Resource Id="g4"><Name>groep 4</Name><ResourceType Reference="groep"/>
          <ResourceGroups><ResourceGroup Reference="allen"/></ResourceGroups></Resource>
        <Resource Id="anne"><Name>Anne</Name><ResourceType Reference="juf"/>
          <ResourceGroups><ResourceGroup Reference="gym"/></ResourceGroups></Resource>
        <Resource Id="bob"><Name>Bob</Name><ResourceType Reference="juf"/></Resource>
      </Resources>
      <Events>
        <EventGroups>
          <Course Id="rekenen"><Name>rekenen</Name></Course>
          <EventGroup Id="alles"><Name>alles</Name></EventGroup>
        </EventGroups>
        <Event Id="rekenen3"><Name>rekenen 3</Name><Duration>3</Duration><Course Reference="rekenen"/>
          <Resources><Resource Reference="g3"/>
            <Resource><Role>juf</Role><ResourceType Reference="juf"/></Resource></Resources>
          <EventGroups><EventGroup Reference="alles"/></EventGroups></Event>
        <Event Id="gym4"><Name>gym 4</Name><Duration>1</Duration><Workload>2</Workload>
          <Resources><Resource Reference="g4"/>
            <Resource><Role>juf</Role><ResourceType Reference="juf"/><Workload>1</Workload></Resource>
          </Resources><EventGroups><EventGroup Reference="alles"/></EventGroups></Event>
        <Event Id="samen"><Name>samen</Name><Duration>1</Duration><Time Reference="di3"/>
          <ResourceGroups><ResourceGroup Reference="allen"/></ResourceGroups></Event>
      </Events>
      <Constraints>
        {constraints}
      </Constraints>
    </Instance>
  </Instances>
  <SolutionGroups>
    <SolutionGroup Id="hand">
      <Solution Reference="dorp">
        <Events>
          <Event Reference="rekenen3"><Duration>2</Duration><Time Reference="ma1"/>
            <Resources><Resource Reference="anne"><Role>juf</Role></Resource></Resources></Event>
          <Event Reference="rekenen3"><Duration>1</Duration><Time Reference="di1"/>
            <Resources><Resource Reference="bob"><Role>juf</Role></Resource></Resources></Event>
          <Event Reference="gym4"><Time Reference="ma2"/>
            <Resources><Resource Reference="anne"><Role>juf</Role></Resource></Resources></Event>
        </Events>
      </Solution>
    </SolutionGroup>
  </SolutionGroups>
</HighSchoolTimetableArchive>
"""
ALL = "<EventGroups><EventGroup Reference='alles'/></EventGroups>"
STAFF = "<Resources><Resource Reference='anne'/><Resource Reference='bob'/></Resources>"
DAYS = "<TimeGroups><TimeGroup Reference='ma'/><TimeGroup Reference='di'/></TimeGroups>"
LIMITS = "<Minimum>0</Minimum><Maximum>1</Maximum>"
SPREAD = "".join(
    f"<TimeGroup Reference='{day}'><Minimum>1</Minimum><Maximum>1</Maximum></TimeGroup>"
    for day in ("ma", "di")
)
PAIR = (
    "<EventPairs><EventPair><FirstEvent Reference='samen'/><SecondEvent Reference='gym4'/>"
    "<MinSeparation>1</MinSeparation></EventPair></EventPairs>"
)
# The last figure is the deviation of the solution above, worked out by hand.
KINDS = {
    "AssignTime": (ALL, "", 0),
    "AssignResource": (ALL, "<Role>juf</Role>", 0),
    "PreferTimes": (ALL, "<TimeGroups><TimeGroup Reference='vroeg'/></TimeGroups>", 1),
    "PreferResources": (
        ALL,
        "<ResourceGroups><ResourceGroup Reference='gym'/></ResourceGroups><Role>juf</Role>",
        1,
    ),
    "SplitEvents": (
        ALL,
        (
            "<MinimumDuration>1</MinimumDuration><MaximumDuration>1</MaximumDuration>"
            "<MinimumAmount>1</MinimumAmount><MaximumAmount>3</MaximumAmount>"
        ),
        1,
    ),
    "DistributeSplitEvents": (ALL, "<Duration>2</Duration>" + LIMITS, 0),
    "AvoidSplitAssignments": (ALL, "<Role>juf</Role>", 1),
    "SpreadEvents": (ALL, f"<TimeGroups>{SPREAD}</TimeGroups>", 1),
    "LinkEvents": (ALL, "", 2),
    "OrderEvents": (PAIR, "", 6),
    "AvoidClashes": (STAFF, "", 1),
    "AvoidUnavailableTimes": (STAFF, "<Times><Time Reference='ma2'/></Times>", 1),
    "LimitIdleTimes": (
        "<Resources><Resource Reference='g3'/></Resources>",
        DAYS + "<Minimum>0</Minimum><Maximum>0</Maximum>",
        1,
    ),
    "ClusterBusyTimes": (STAFF, DAYS + "<Minimum>2</Minimum><Maximum>2</Maximum>", 2),
    "LimitBusyTimes": (STAFF, DAYS + LIMITS, 1),
    "LimitWorkload": (STAFF, LIMITS, 2),
}


def constraint(kind: str, *, required: bool = True, weight: int = 1) -> str:
    """One constraint element of a kind."""
    applies, parts, _deviation = KINDS[kind]
    return (
        f"<{kind}Constraint Id='{kind}'><Name>{kind}</Name><Required>{str(required).lower()}</Required>"
        f"<Weight>{weight}</Weight><CostFunction>Linear</CostFunction>"
        f"<AppliesTo>{applies}</AppliesTo>{parts}</{kind}Constraint>"
    )


def archive(constraints: str | None = None) -> bytes:
    """The archive with these constraint elements; without them, with one of every kind."""
    chosen = "".join(map(constraint, KINDS)) if constraints is None else constraints
    return ARCHIVE.format(constraints=chosen).encode()
