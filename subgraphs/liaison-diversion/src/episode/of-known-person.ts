import { whyNotAlive } from '@throughcare/kit/day.rules'
import { whyNotChild, whyTooYoung } from '../child/age.rules.ts'
import type { KnownRecord } from '../known-record/known-record.store.ts'
import type { RowRefusal } from './episode-import.rules.ts'
import { whyNotOfPerson } from './episode.rules.ts'
import type { GivenEpisode } from './receive-episodes.ts'
import { ofPerson } from './receive-referral.ts'

/** A row as it is of its person: with their date of birth and all that follows from it, or why it cannot be theirs. None while they are not known. */
export function ofKnownPerson(item: GivenEpisode, known: KnownRecord | undefined): (GivenEpisode & { refusal: RowRefusal | null })[] {
  if (!known) return []
  const episode = ofPerson(item.episode, known)
  const { retentionClass, screeningOfferedAt, screenedAt } = episode
  const tooEarly = whyNotOfPerson(episode, known)
  const offeredTooLate = screeningOfferedAt && whyNotAlive(known, screeningOfferedAt)
  const cannotScreen = screenedAt && (whyTooYoung(known.bornOn, screenedAt) ?? whyNotAlive(known, screenedAt))
  const grownUp = episode.isLookedAfter && whyNotChild(episode)
  const answers = { received_at: tooEarly, screening_offered_at: offeredTooLate, screened_at: cannotScreen, is_looked_after: grownUp }
  const refusals = Object.entries(answers).flatMap(([column, reason]) => (reason ? [{ column, reason }] : []))
  const refusal = refusals[0] ?? null
  // As they were read: of a grown-up.
  if (retentionClass === item.episode.retentionClass) return [{ ...item, episode, refusal }]
  const keep = <Row>(rows: readonly Row[]) => rows.map((row) => ({ ...row, retentionClass }))
  const parts = new Map([...item.parts].map(([part, rows]) => [part, keep(rows)]))
  return [{ ...item, episode, needs: keep(item.needs), parts, refusal }]
}
