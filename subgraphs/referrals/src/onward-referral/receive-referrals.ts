import type { Taken } from '@throughcare/kit/import'
import { refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { findKnownRecords } from '../known-record/known-record.store.ts'
import { insertAnswers } from '../service-answer/service-answer.store.ts'
import { acceptanceEvent } from './accept-onward-referral.ts'
import { refusalEvent } from './decline-onward-referral.ts'
import { endEvent } from './end-onward-referral.ts'
import { offerEvent } from './offer-first-appointment.ts'
import { findReferrals, insertReferrals, type OnwardReferralRow } from './onward-referral.store.ts'
import { receiptEvent } from './receive-onward-referral.ts'
import { attendanceEvent } from './record-first-appointment.ts'
import { supportEvent } from './record-support-started.ts'
import { recordSendings } from './send-onward-referral.ts'

// What happened to a referral after its sending: the field that says so, and the event it leaves.
const steps = [
  ['receivedAt', receiptEvent],
  ['acceptedAt', acceptanceEvent],
  ['declinedAt', refusalEvent],
  ['offeredAt', offerEvent],
  ['attendance', attendanceEvent],
  ['supportStartedAt', supportEvent],
  ['endedAt', endEvent]
] as const

const compared = ['sentAt', ...steps.map(([field]) => field)] as const

const movedOn = 'This referral stands here already and has moved on since. Record its next step here: the file and this room may not both keep it.'

/** Writes many referrals of a source system down. One that stands as given is left alone; one that says otherwise is refused. */
export async function receiveReferrals(context: Context, given: readonly OnwardReferralRow[]): Promise<Required<Taken>> {
  const tx = context.db
  const service = context.principal.service ?? refuse('FORBIDDEN', 'Only referrals of one of the two services are taken in.')
  const known = await findKnownRecords(tx, [...new Set(given.map((referral) => referral.recordId))], service)
  const taken = given.filter((referral) => known.has(referral.recordId))
  const standing = new Map(
    (
      await findReferrals(
        tx,
        taken.map((referral) => referral.id)
      )
    ).map((referral) => [referral.id, referral])
  )
  const added = taken.filter((referral) => !standing.has(referral.id)).map(withVersion)
  await insertReferrals(tx, added)
  await insertAnswers(tx, added)
  await recordSendings(
    tx,
    context,
    added.map((referral) => ({ ...referral, version: 1 }))
  )
  await record(tx, context, ...added.flatMap(eventsAfterSending))
  const refused = taken.filter((referral) => differs(referral, standing.get(referral.id))).map(({ id }) => ({ id, reason: movedOn }))
  return { added: added.length, changed: 0, refused, ahead: given.filter((referral) => !known.has(referral.recordId)).map(({ id }) => id) }
}

/** Each step is a version of its own, as if it had been recorded here. */
function withVersion(referral: OnwardReferralRow): OnwardReferralRow {
  return { ...referral, version: 1 + steps.filter(([field]) => referral[field] !== null).length }
}

function eventsAfterSending(referral: OnwardReferralRow) {
  const happened = steps.filter(([field]) => referral[field] !== null)
  return happened.map(([, event], place) => event({ ...referral, version: place + 2 }))
}

function differs(given: OnwardReferralRow, standing: OnwardReferralRow | undefined): boolean {
  return standing !== undefined && compared.some((field) => given[field] !== null && String(given[field]) !== String(standing[field]))
}
