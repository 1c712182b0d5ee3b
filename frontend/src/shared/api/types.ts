import type { components } from './schema';

/** Short names for what `npm run types` wrote from the server's own schema. */
type Schemas = components['schemas'];

export type DeviceKind = Schemas['DeviceInputKindEnum'];
export type Unit = Schemas['UnitOutput'];
export type Role = Schemas['RoleOutput'];
export type SignedInDevice = Schemas['DeviceOutput'];
export type SignInLink = Schemas['SignInLinkOutput'];
export type LinkClaim = Schemas['ClaimOutput'];
export type Invitation = Schemas['InvitationOutput'];
export type People = Schemas['PeopleOutput'];
export type Person = Schemas['PersonOutput'];
export type WholePerson = Schemas['WholePersonOutput'];
export type RosterImport = Schemas['RosterImportOutput'];
export type Holding = Schemas['HoldingOutput'];
export type View = Schemas['ViewOutput'];
export type BreakAllowance = Schemas['AllowanceOutput'];
export type BreakPass = Schemas['PassOutput'];
export type ShownPass = Schemas['ShownOutput'];
export type CheckedPass = Schemas['CheckedOutput'];
export type Floors = Schemas['FloorsOutput'];
export type PolicyFigures = Schemas['FiguresOutput'];
export type PolicyVersion = Schemas['PolicyOutput'];
export type PolicyUnit = Schemas['PolicyUnitOutput'];
export type MyHelp = Schemas['MyHelpOutput'];
export type HelpCall = Schemas['HelpCallOutput'];
export type HeardCall = Schemas['HeardOutput'];
export type HeardCalls = Schemas['HeardListOutput'];
export type DrillUnits = Schemas['DrillUnitsOutput'];
export type Ladder = Schemas['LadderOutput'];
export type LadderUnit = Schemas['LadderUnitOutput'];
export type Rung = Schemas['RungOutput'];
export type Shifts = Schemas['ShiftsOutput'];
/** `device` is null where there is no phone of one's own. */
export type Push = Schemas['PushOutput'];
export type FreeTimes = Schemas['FreeTimesOutput'];
export type FreeTime = Schemas['FreeTimeOutput'];
export type Booking = Schemas['BookingOutput'];
export type TimeWait = Schemas['TimeWaitOutput'];
export type BookingMoves = Schemas['MovesOutput'];
export type Reminding = 'day' | 'hour';
export type MailWish = Schemas['MailWishOutput'];
export type Linked = Schemas['LinkedOutput'];
export type Appointment = Schemas['AppointmentOutput'];
export type TalkReport = Schemas['TalkReportOutput'];
export type TalkReportWhat = Schemas['TalkReportWhatEnum'];
export type TalkReportCaseLine = Schemas['TalkReportCaseLine'];
export type TalkReportCase = Schemas['TalkReportCaseOutput'];
export type Practice = Schemas['PracticeOutput'];
export type TrendsPage = Schemas['PageOutput'];
export type TrendsClosings = Schemas['ClosingsOutput'];
export type TrendsGroup = Schemas['GroupOutput'];
export type TrendsChange = Schemas['ChangeOutput'];
export type TrendsAnnounced = Schemas['AnnouncedOutput'];
export type TrendsDigest = Schemas['DigestOutput'];

/** The schema says of these parts only that they are objects. */
export type Me = Omit<Schemas['MeOutput'], 'device' | 'roles' | 'second_factor'> & {
  device: { id: string; kind: DeviceKind } | null;
  roles: Role[];
  second_factor: { required: boolean; satisfied: boolean; set_up: boolean };
};
export type SignInOptions = Omit<Schemas['SignInOptionsOutput'], 'providers'> & {
  providers: { id: string; name: string }[];
};

/** A check-in as the server keeps it. There is no field for the note: it never leaves the phone. */
export type CheckInRow = Schemas['CheckInOutput'];
export type Forgotten = Schemas['ForgottenOutput'] & { forgotten: true };
/** A minute of breathing or a break, as the server keeps it. */
export type ResetRow = Schemas['ResetOutput'];
export type MyBuddy = Schemas['BuddyOutput'];
export type Huddles = Schemas['HuddlesOutput'];
export type MyTalks = Schemas['MyTalksOutput'];
export type TalkLine = Schemas['TalkLineOutput'];
export type TalkRequest = Schemas['TalkRequestOutput'];
export type TalkAvailability = Schemas['AvailabilityOutput'];
export type TalkSupervisor = Schemas['TalkSupervisorOutput'];
export type TalkOffer = Schemas['TalkOfferOutput'];
export type Supporter = Schemas['SupporterOutput'];
export type Conversation = Schemas['ConversationOutput'];
export type TalkMessage = Schemas['MessageOutput'];
export type TalkMessages = Schemas['MessagesOutput'];
export type Exclusion = Schemas['ExclusionOutput'];
export type TalkPeer = Schemas['TalkPeerOutput'];
export type Spoken = Schemas['SpokenEnum'];
export type TalkTopic = Schemas['TalkTopicEnum'];
export type Report = Schemas['ReportOutput'];
export type ReportLine = Schemas['ReportLine'];
export type ReportSaid = Schemas['ReportInput'];
export type AnonymousSaid = Schemas['AnonymousInput'];
export type EvidenceFile = Schemas['FileOutput'];
export type FilePages = Schemas['PagesOutput'];
export type Aftercare = Schemas['AftercareOffer'];
export type OwnCase = Schemas['OwnCase'];
export type CaseSeen = Omit<OwnCase, 'seen_by_nobody'>;
export type CaseHandlers = Schemas['HandlersOutput'];
export type Cases = Schemas['CasesOutput'];
export type CaseLine = Schemas['CaseLine'];
export type OneCase = Schemas['CaseOutput'];
export type CaseCustomer = Schemas['CaseCustomerOutput'];
export type Proposal = Schemas['ProposalInput'];
export type Action = Schemas['ActionOutput'];
export type ActionLine = Schemas['ActionLine'];
export type ActionStep = Schemas['ActionStepEnum'];
export type Actions = Schemas['ActionsOutput'];
export type ReportActions = Schemas['ReportActionsOutput'];
