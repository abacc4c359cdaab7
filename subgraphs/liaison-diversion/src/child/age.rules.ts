import { ageOn, londonDate } from '@throughcare/kit/clock'
import type { EpisodeRow } from '../episode/episode.store.ts'

const youngest = 10
const adult = 18

type Aged = Pick<EpisodeRow, 'bornOn' | 'receivedAt'>

/** Whole years lived on the day of an instant in London; null where the date of birth is not known. */
export function ageAt(bornOn: string | null, instant: Date): number | null {
  return bornOn === null ? null : ageOn(bornOn, londonDate(instant))
}

/** Whether somebody was under 18 when the alert came. */
export function isChild({ bornOn, receivedAt }: Aged): boolean {
  const age = ageAt(bornOn, receivedAt)
  return age !== null && age < adult
}

/** Which retention rule deletes an episode one day: that of children, for whom records are kept longer. */
export function retentionClassOf(episode: Aged): string {
  return isChild(episode) ? 'child' : 'adult-mental-health'
}

// Children under ten are below the age of criminal responsibility (Children and Young Persons Act 1933, s50), and the service takes people
// from ten (lancashirecare.nhs.uk, L&D).
export function whyTooYoung(bornOn: string | null, at: Date): string | null {
  const age = ageAt(bornOn, at)
  if (age === null || age >= youngest) return null
  if (age < 0) return 'That lies before the person was born. Check the time; if the date of birth is wrong, correct the identity record first.'
  return 'A child under ten is below the age of criminal responsibility, and this service takes people from ten. Tell children’s social care; if the date of birth is wrong, correct the identity record first.'
}

export function whyNotChild(episode: Aged): string | null {
  return isChild(episode) ? null : 'The person was 18 or older when the alert came. These circumstances are recorded of children only.'
}
