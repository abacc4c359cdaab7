export type DeathSource = 'PRISON' | 'POLICE' | 'CORONER' | 'NHS' | 'FAMILY' | 'OTHER_SERVICE'

/** One line on a death: when, and who says so; no day means that what was recorded before was an error. */
export type DeathFact = { diedOn: string | null; source: DeathSource | null; recordedAt: Date }

/** The death that holds of a person: the newest line, whichever of their records it was written with; null: alive as far as is known. */
export function deathOf(deaths: readonly DeathFact[]): { diedOn: string; source: DeathSource } | null {
  const [newest] = deaths.toSorted(byAge)
  return newest?.diedOn && newest.source ? { diedOn: newest.diedOn, source: newest.source } : null
}

/**
 * The same as it is told of some records whose author sees them alone. That the person has died since they were written (`since`: the first of
 * them) stops their clocks too, as though it had been written down with them; and what `wasTold` is not taken back. A death that was known
 * before is not told: else they could ask after anyone by writing them down.
 */
export function deathAlone(
  deaths: readonly (DeathFact & { recordId: string })[],
  { records, since, wasTold }: { records: ReadonlySet<string>; since: Date; wasTold: boolean }
): ReturnType<typeof deathOf> {
  const isOwn = ({ recordId }: { recordId: string }) => records.has(recordId)
  const [newest] = deaths.toSorted(byAge)
  const isTold = wasTold || !newest || newest.diedOn === null || newest.recordedAt > since || isOwn(newest)
  return deathOf(isTold ? deaths : deaths.filter(isOwn))
}

function byAge(one: DeathFact, other: DeathFact): number {
  return other.recordedAt.getTime() - one.recordedAt.getTime()
}

/** Why a death may not be written down so, or null. */
export function whyNotDeath({ diedOn, birthDate, reason }: { diedOn: string; birthDate: string; reason: string }, today: string): string | null {
  if (diedOn > today) return 'The day of death lies in the future. Check the date.'
  if (diedOn < birthDate) return 'The day of death lies before the date of birth. Check both.'
  return whyNotBelieved(reason)
}

/** Why this is not reason enough to believe it, or null. */
export function whyNotBelieved(reason: string): string | null {
  return reason.trim().length < 15 ? 'Say in at least 15 characters why this is believed: who said so, and what was seen.' : null
}
