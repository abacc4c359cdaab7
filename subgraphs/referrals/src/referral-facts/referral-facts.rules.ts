import { londonDate } from '@throughcare/kit/clock'
import type { SharingPosition } from '../known-record/known-record.store.ts'
import { statusOf, type Course, type OnwardReferralStatus } from '../onward-referral/onward-referral.rules.ts'
import type { OnwardReferralRow } from '../onward-referral/onward-referral.store.ts'
import { groundOf } from '../onward-referral/sharing.rules.ts'

/** What a service is told of a person, as it is written down: trimmed, and null where nothing was said. */
export type Facts = {
  nameToUse: string
  birthDate: string | null
  phone: string | null
  contactAdvice: string | null
  language: string | null
  isInterpreterNeeded: boolean | null
  communicationNeeds: string | null
  risks: string | null
}

export type GivenFacts = Pick<Facts, 'nameToUse'> & { [Field in Exclude<keyof Facts, 'nameToUse'>]?: Facts[Field] }

const textFields = ['contactAdvice', 'language', 'communicationNeeds', 'risks'] as const
const longestName = 200
const longestText = 2_000
const phoneShape = /^\+?[\d ()-]{5,30}$/
const postcodeShape = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/i

export function tidy(given: GivenFacts): Facts {
  const text = (value: string | null | undefined) => value?.trim() || null
  return {
    nameToUse: given.nameToUse.trim(),
    birthDate: given.birthDate ?? null,
    phone: text(given.phone),
    contactAdvice: text(given.contactAdvice),
    language: text(given.language),
    isInterpreterNeeded: given.isInterpreterNeeded ?? null,
    communicationNeeds: text(given.communicationNeeds),
    risks: text(given.risks)
  }
}

export type FactsFault = { field: keyof Facts; message: string }

/**
 * Why this may not be told of a person and in which field it stands, or null. Where they live or stay is not told with a referral: it may be a place that nobody else
 * may know, and they say it themselves — the design, section 3, "sensitive".
 */
export function whyNotTell(facts: Facts, now: Date): FactsFault | null {
  const { nameToUse, birthDate, phone } = facts
  if (nameToUse === '' || nameToUse.length > longestName)
    return { field: 'nameToUse', message: `Give the name to use with the person, of at most ${longestName} characters.` }
  if (birthDate !== null && (birthDate > londonDate(now) || birthDate < '1900-01-01'))
    return { field: 'birthDate', message: 'The date of birth cannot be right: check its year.' }
  if (phone !== null && !phoneShape.test(phone))
    return { field: 'phone', message: 'Give one telephone number, in figures; what there is to say about calling goes into "contactAdvice".' }
  return whyNotText(facts, (text) => text.length > longestText, tooLong) ?? whyNotText(facts, (text) => postcodeShape.test(text), placed)
}

const tooLong = `One of the texts is longer than ${longestText.toLocaleString('en-GB')} characters.`
const placed = 'Leave out where the person lives or stays, postcodes too: they tell the service themselves.'

function whyNotText(facts: Facts, isWrong: (text: string) => boolean, message: string): FactsFault | null {
  const field = textFields.find((name) => isWrong(facts[name] ?? ''))
  return field ? { field, message } : null
}

type Sent = Course & Pick<OnwardReferralRow, 'sharingBasis' | 'overrideReason'>

const over: readonly OnwardReferralStatus[] = ['DRAFT', 'DECLINED', 'ENDED', 'REDIRECTED', 'WITHDRAWN']

/**
 * Whether the service a person was referred into may have at a moment what was told of them: while the referral is on its way or with the
 * service, and the ground on which it was sent stands. Consent stands until the person takes it back or its last day has gone by; a condition
 * that was named with its reason at the sending stands; one that stood in the record, as long as it does there. `db/policies.sql` says the same.
 */
export function isForProvider(referral: Sent, position: SharingPosition | null, now: Date): boolean {
  if (over.includes(statusOf(referral))) return false
  const isOnConsent = referral.sharingBasis === 'CONSENT'
  if (!isOnConsent && referral.overrideReason !== null) return true
  const wasSaidAtSending = isOnConsent && !hasRunOutSince(referral.sentAt, position, now)
  return 'sharingBasis' in groundOf({ consent: wasSaidAtSending ? 'GIVEN' : 'NOT_GIVEN', position }, now)
}

/** A consent that was in force at the sending and is over now. One that was over by then was asked for anew, and that is kept with the referral. */
function hasRunOutSince(sentAt: Date | null, position: SharingPosition | null, now: Date): boolean {
  if (position?.decision !== 'GIVEN' || position.until === null || sentAt === null) return false
  return position.until >= londonDate(sentAt) && position.until < londonDate(now)
}
