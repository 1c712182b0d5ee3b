from accounts.api.devices import DeviceDetail, DeviceList
from accounts.api.invitations import InvitationClaimDetail, InvitationDetail
from accounts.api.me import Me, SignInOptions
from accounts.api.people import PeopleList, PersonDetail
from accounts.api.rosters import RosterApplication, RosterImportDetail, RosterInvitations
from accounts.api.sign_in_links import (
    SignInLinkApproval,
    SignInLinkClaimDetail,
    SignInLinkDetail,
)

__all__ = [
    "DeviceDetail",
    "DeviceList",
    "InvitationClaimDetail",
    "InvitationDetail",
    "Me",
    "PeopleList",
    "PersonDetail",
    "RosterApplication",
    "RosterImportDetail",
    "RosterInvitations",
    "SignInLinkApproval",
    "SignInLinkClaimDetail",
    "SignInLinkDetail",
    "SignInOptions",
]
