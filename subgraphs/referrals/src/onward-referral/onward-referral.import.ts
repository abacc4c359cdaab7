import { recordIdOf, sourceIdOf } from '@throughcare/kit/ids'
import type { Importer } from '@throughcare/kit/import'
import { findCode, findDay, findInstant, findText, inColumn, readCode, readInstant, readText, readYes, refuseColumn } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Context } from '../context.ts'
import { toFacts } from '../referral-facts/keep-facts.ts'
import { tidy, whyNotTell, type Facts } from '../referral-facts/referral-facts.rules.ts'
import { accept } from './accept-onward-referral.ts'
import { decline } from './decline-onward-referral.ts'
import { end } from './end-onward-referral.ts'
import { startReferral } from './make-referral.ts'
import { offer } from './offer-first-appointment.ts'
import type { OnwardReferralRow } from './onward-referral.store.ts'
import { receiveReferrals, type ReceivedReferral } from './receive-referrals.ts'
import { receive } from './receive-onward-referral.ts'
import { attend } from './record-first-appointment.ts'
import { startSupport } from './record-support-started.ts'
import { redirect } from './redirect-onward-referral.ts'
import { send } from './send-onward-referral.ts'
import { withdraw } from './withdraw-onward-referral.ts'

// One row an onward referral that was sent, with everything that happened to it: each part goes through the rules of the verb that records it.

const declineReasons = [
  ...(['DUPLICATE', 'INAPPROPRIATE', 'INCOMPLETE', 'NO_FIXED_ABODE', 'CONVICTION', 'AGE', 'SEX'] as const),
  ...(['NO_CAPACITY', 'OUT_OF_AREA', 'PERSON_DECLINED', 'OTHER', 'NOT_STATED'] as const)
]
const attendances = ['ATTENDED', 'MISSED'] as const
const outcomes = ['ACHIEVED', 'PARTIALLY_ACHIEVED', 'NOT_ACHIEVED'] as const
const withdrawalReasons = [
  ...(['INELIGIBLE', 'MISTAKEN_OR_DUPLICATE', 'NOT_ENGAGED', 'NEEDS_MET_ANOTHER_WAY'] as const),
  ...(['MOVED_OUT_OF_AREA', 'RETURNED_TO_CUSTODY', 'DIED', 'OTHER'] as const)
]
const episodeKinds = { LIAISON_DIVERSION: 'liaison-diversion-episode', RECONNECT: 'reconnect-episode' } as const

const time = 'a time in ISO 8601 with its offset'

const columns: Column[] = [
  { name: 'referral_key', about: "the source system's own key of the referral", isRequired: true },
  { name: 'source_system', about: 'with source_key: the identity record, as in the people file', isRequired: true },
  { name: 'source_key', about: 'see source_system', isRequired: true },
  { name: 'episode_key', about: "the source system's key of the episode in which it was made", isRequired: true },
  { name: 'service', about: 'id of the directory service it was sent to', isRequired: true },
  { name: 'provider_organisation', about: "id of that service's organisation, under which its staff sign in", isRequired: true },
  { name: 'need', about: 'code of the need it serves, from the need taxonomy', isRequired: true },
  { name: 'consent', about: 'GIVEN: only referrals the person agreed to are taken in', isRequired: true },
  { name: 'sent_at', about: time, isRequired: true },
  { name: 'received_at', about: time },
  { name: 'accepted_at', about: time },
  { name: 'declined_at', about: time },
  { name: 'decline_reason', about: declineReasons.join(', ') },
  { name: 'offered_at', about: `${time}: when a first appointment was offered` },
  { name: 'first_appointment_at', about: `${time}: when that appointment is` },
  { name: 'attendance', about: attendances.join(', ') },
  { name: 'support_started_at', about: time },
  { name: 'ended_at', about: time },
  { name: 'outcome', about: outcomes.join(', ') },
  { name: 'withdrawn_at', about: time },
  { name: 'withdrawal_reason', about: withdrawalReasons.join(', ') },
  { name: 'redirected_at', about: `${time}: when another referral took its place` },
  { name: 'redirected_from_key', about: "the source system's own key of the referral in whose place this one was made" },
  { name: 'name_to_use', about: 'what the service is told of the person; the next columns need it' },
  { name: 'birth_date', about: 'YYYY-MM-DD' },
  { name: 'phone', about: 'one number, in figures' },
  { name: 'contact_advice', about: 'how and when to reach them safely' },
  { name: 'language', about: 'the language they speak best, in English words' },
  { name: 'interpreter_needed', about: 'Y or N' },
  { name: 'communication_needs', about: 'what helps them to understand and be understood' },
  { name: 'risks', about: 'what staff must know to keep everybody safe' }
]

const columnOfFact = {
  ...{ nameToUse: 'name_to_use', birthDate: 'birth_date', phone: 'phone', contactAdvice: 'contact_advice' },
  ...{ language: 'language', isInterpreterNeeded: 'interpreter_needed', communicationNeeds: 'communication_needs', risks: 'risks' }
} satisfies Record<keyof Facts, string>

type Importing = Pick<Context, 'principal' | 'clock'>

/** Takes in onward referrals that were sent. */
export const onwardReferralImporter: Importer<Context, ReceivedReferral> = {
  columns,
  keyColumn: 'referral_key',
  readRow,
  importRows: receiveReferrals,
  rowsPerChunk: 250,
  chunksAtOnce: 2
}

const steps = [readReceipt, readDecision, readOffer, readAttendance, readSupport, readEnd, readRedirection, readWithdrawal]

function readRow(fields: Fields, context: Importing): ReceivedReferral {
  const referral = readSending(fields, context)
  for (const step of steps) Object.assign(referral, step(fields, context, referral))
  return { ...referral, facts: readFacts(fields, context, referral) }
}

function readSending(fields: Fields, context: Importing): OnwardReferralRow {
  const sourceSystem = readText(fields, 'source_system', 100)
  const service = context.principal.service ?? refuseColumn('source_system', 'Only referrals of one of the two services are taken in.')
  const idOf = (column: string) => sourceIdOf('onward-referral', sourceSystem, readText(fields, column, 100))
  const draft = startReferral(context, idOf('referral_key'), {
    identityRecordId: recordIdOf(sourceSystem, readText(fields, 'source_key', 100)),
    serviceId: readText(fields, 'service', 60),
    providerOrganisationId: readText(fields, 'provider_organisation', 60),
    needCode: readText(fields, 'need', 60),
    episodeId: sourceIdOf(episodeKinds[service], sourceSystem, readText(fields, 'episode_key', 100))
  })
  const consent = readCode(fields, 'consent', ['GIVEN'])
  const sentAt = readInstant(fields, 'sent_at')
  const redirectedFrom = fields.redirected_from_key ? idOf('redirected_from_key') : null
  if (redirectedFrom === draft.id) refuseColumn('redirected_from_key', 'A referral cannot take its own place.')
  return { ...draft, redirectedFrom, ...inColumn('sent_at', () => send(context, draft, { consent, sentAt })) }
}

function readReceipt(fields: Fields, context: Importing, referral: OnwardReferralRow) {
  const receivedAt = findInstant(fields, 'received_at')
  return receivedAt && inColumn('received_at', () => receive(context, referral, { receivedAt }))
}

function readDecision(fields: Fields, context: Importing, referral: OnwardReferralRow) {
  const [acceptedAt, declinedAt] = [findInstant(fields, 'accepted_at'), findInstant(fields, 'declined_at')]
  if (acceptedAt && declinedAt) refuseColumn('declined_at', 'The row says both that the referral was accepted and that it was declined.')
  if (acceptedAt) return inColumn('accepted_at', () => accept(context, referral, { acceptedAt }))
  const reason = findCode(fields, 'decline_reason', declineReasons)
  if (!declinedAt) return reason ? refuseColumn('declined_at', 'declined_at is empty, though the row says why the referral was declined.') : null
  return inColumn('declined_at', () => decline(context, referral, { declinedAt, reason: reason ?? 'NOT_STATED' }))
}

function readOffer(fields: Fields, context: Importing, referral: OnwardReferralRow) {
  const offeredAt = findInstant(fields, 'offered_at')
  if (!offeredAt) return fields.first_appointment_at ? refuseColumn('offered_at', 'offered_at is empty, though the row names an appointment.') : null
  const firstAppointmentAt = readInstant(fields, 'first_appointment_at')
  return inColumn('offered_at', () => offer(context, referral, { offeredAt, firstAppointmentAt }))
}

function readAttendance(fields: Fields, context: Importing, referral: OnwardReferralRow) {
  const attendance = findCode(fields, 'attendance', attendances)
  return attendance && inColumn('attendance', () => attend(context, referral, { attendance }))
}

function readSupport(fields: Fields, context: Importing, referral: OnwardReferralRow) {
  const supportStartedAt = findInstant(fields, 'support_started_at')
  return supportStartedAt && inColumn('support_started_at', () => startSupport(context, referral, { supportStartedAt }))
}

function readEnd(fields: Fields, context: Importing, referral: OnwardReferralRow) {
  const endedAt = findInstant(fields, 'ended_at')
  if (!endedAt) return fields.outcome ? refuseColumn('ended_at', 'ended_at is empty, though the row says what came of the referral.') : null
  const outcome = readCode(fields, 'outcome', outcomes)
  return inColumn('ended_at', () => end(context, referral, { endedAt, outcome }))
}

function readWithdrawal(fields: Fields, context: Importing, referral: OnwardReferralRow) {
  const withdrawnAt = findInstant(fields, 'withdrawn_at')
  if (!withdrawnAt)
    return fields.withdrawal_reason ? refuseColumn('withdrawn_at', 'withdrawn_at is empty, though the row says why the referral was taken back.') : null
  const reason = readCode(fields, 'withdrawal_reason', withdrawalReasons)
  return inColumn('withdrawn_at', () => withdraw(context, referral, { withdrawnAt, reason }))
}

function readRedirection(fields: Fields, context: Importing, referral: OnwardReferralRow) {
  const redirectedAt = findInstant(fields, 'redirected_at')
  return redirectedAt && inColumn('redirected_at', () => redirect(context, referral, { redirectedAt }))
}

function readFacts(fields: Fields, context: Importing, referral: OnwardReferralRow): ReceivedReferral['facts'] {
  if (!Object.values(columnOfFact).some((column) => fields[column])) return null
  const given = {
    nameToUse: readText(fields, 'name_to_use'),
    birthDate: findDay(fields, 'birth_date'),
    phone: findText(fields, 'phone'),
    contactAdvice: findText(fields, 'contact_advice', 2_000),
    language: findText(fields, 'language', 2_000),
    isInterpreterNeeded: fields.interpreter_needed ? readYes(fields, 'interpreter_needed') : null,
    communicationNeeds: findText(fields, 'communication_needs', 2_000),
    risks: findText(fields, 'risks', 2_000)
  }
  const fault = whyNotTell(tidy(given), context.clock.now())
  return fault ? refuseColumn(columnOfFact[fault.field], fault.message) : toFacts(context, referral, given)
}
