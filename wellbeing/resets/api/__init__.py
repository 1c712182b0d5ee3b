from wellbeing.resets.api.floors import FloorList, MyFloor
from wellbeing.resets.api.passes import (
    BreakPassAcceptance,
    BreakPassChecks,
    BreakPassDetail,
    MyBreakAllowance,
)
from wellbeing.resets.api.policies import BreakPolicyDetail, BreakPolicyList, BreakPolicyUnits
from wellbeing.resets.api.sessions import ResetDetail, ResetList

__all__ = [
    "BreakPassAcceptance",
    "BreakPassChecks",
    "BreakPassDetail",
    "BreakPolicyDetail",
    "BreakPolicyList",
    "BreakPolicyUnits",
    "FloorList",
    "MyBreakAllowance",
    "MyFloor",
    "ResetDetail",
    "ResetList",
]
