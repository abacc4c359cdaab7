import type { IdentityRecordRow } from './person.store.ts'

/** A person as the caller may see them: at least one readable record, the best evidenced first. */
export type PersonView = {
  id: string
  /** Every record of the person, readable or not; it travels between rooms and is never shown. */
  recordIds: string[]
  records: [IdentityRecordRow, ...IdentityRecordRow[]]
  releasedRecordIds: string[]
}

type Evidence = { id: string; recordedAt: Date; hasVerifiedNhsNumber: boolean }

/** Puts records in the order in which they are believed: a verified NHS number first, then the newest, then by id so that it is stable. */
export function byEvidence(one: Evidence, other: Evidence): number {
  if (one.hasVerifiedNhsNumber !== other.hasVerifiedNhsNumber) return one.hasVerifiedNhsNumber ? -1 : 1
  return other.recordedAt.getTime() - one.recordedAt.getTime() || one.id.localeCompare(other.id)
}

/** What may not be written down: a birth date in the future, or more than 120 years ago. Null when all is well. */
export function birthDateFault(birthDate: string, today: string): string | null {
  if (birthDate > today) return 'The date of birth lies in the future. Check the year.'
  if (Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) > 120) return 'The date of birth is more than 120 years ago. Check the year.'
  return null
}
