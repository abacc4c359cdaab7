import { sourceIdOf } from '@throughcare/kit/ids'
import { findInstant, inColumn, readCode, readItems, refuseColumn } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Context } from '../context.ts'
import { whyNotExplain } from '@throughcare/kit/onward-referral.rules'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { assess } from './assess-reconnect-needs.ts'
import { explain } from './explain-unmet-reconnect-need.ts'
import { whyNotReviewNeed } from './need.rules.ts'
import type { NeedRow } from './need.store.ts'

const pathways = [
  ...(['ACCOMMODATION', 'ATTITUDES_THINKING_AND_BEHAVIOUR', 'CHILDREN_FAMILIES_AND_COMMUNITY', 'DRUGS_AND_ALCOHOL'] as const),
  ...(['EDUCATION_SKILLS_AND_WORK', 'FINANCE_AND_ID', 'HEALTH'] as const)
]
const statuses = ['IDENTIFIED', 'ALREADY_SUPPORTED', 'REFERRED', 'MET', 'DECLINED'] as const

const column: Column = { name: 'needs', items: 'need:pathway:status', about: `pathway: ${pathways.join(', ')}; status: ${statuses.join(', ')}` }

const reasons = ['NO_SERVICE', 'WAIT_TOO_LONG', 'NOT_ELIGIBLE', 'BETTER_LATER', 'OTHER'] as const

const unreferred: Column = {
  name: 'needs_not_referred',
  items: 'need:reason',
  about: `why the person was not referred on for one of the needs that is still IDENTIFIED; reason: ${reasons.join(', ')}`
}

export const needColumns: Column[] = [
  { name: 'assessed_at', about: 'a time in ISO 8601 with its offset' },
  column,
  {
    name: 'needs_reviewed_at',
    about: 'since when the needs stand so; if empty, closed_at, else assessed_at, or for a need that moved on since the last file, now'
  },
  unreferred
]

/** The assessment and the needs of a row. */
export function readNeeds(fields: Fields, context: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow): { needs: NeedRow[]; changes: object } {
  const assessedAt = findInstant(fields, 'assessed_at')
  const parts = readItems(fields, column)
  const reasonOf = readReasons(fields)
  if (!assessedAt)
    return parts.length + reasonOf.size > 0 ? refuseColumn('assessed_at', 'assessed_at is empty, though the row names needs.') : { needs: [], changes: {} }
  const statusAt = findInstant(fields, 'needs_reviewed_at') ?? findInstant(fields, 'closed_at') ?? assessedAt
  const { changes } = inColumn('assessed_at', () => assess(context, { episode, standing: [] }, { needs: [], assessedAt }))
  const found = parts.map((part) => readNeed(part))
  const { needs } = inColumn('needs', () => assess(context, { episode, standing: [] }, { needs: found, assessedAt }))
  const rows = needs.map((need, place): NeedRow => {
    const status = found[place]?.reached ?? 'IDENTIFIED'
    const row = { ...need, id: sourceIdOf('reconnect-need', episode.id, need.code), status, statusAt: status === 'IDENTIFIED' ? assessedAt : statusAt }
    const whyNot = whyNotReviewNeed(episode, { need, statusAt: row.statusAt }, context.clock.now())
    if (whyNot) refuseColumn('needs_reviewed_at', whyNot)
    const reason = reasonOf.get(need.code)
    reasonOf.delete(need.code)
    return reason ? readExplained(context, { episode, need: row }, { reason, at: statusAt }) : row
  })
  if (reasonOf.size > 0) refuseColumn(unreferred.name, 'needs_not_referred names a need that needs does not.')
  return { needs: rows, changes }
}

type Reason = (typeof reasons)[number]

function readReasons(fields: Fields): Map<string, Reason> {
  const given = readItems(fields, unreferred).map((item) => {
    const reason = readCode(item, 'needs_not_referred.reason', reasons)
    return [item['needs_not_referred.need'] ?? '', reason] as const
  })
  const read = new Map(given)
  return read.size < given.length ? refuseColumn(unreferred.name, 'needs_not_referred names a need twice.') : read
}

/** By the same rules as staff's; which onward referrals stand is asked once the row is followed. */
function readExplained(
  context: Pick<Context, 'principal' | 'clock'>,
  { episode, need }: { episode: EpisodeRow; need: NeedRow },
  explanation: { reason: Reason; at: Date }
): NeedRow {
  const whyNotThen = whyNotReviewNeed(episode, { need, statusAt: explanation.at }, context.clock.now())
  if (whyNotThen) refuseColumn('needs_reviewed_at', whyNotThen)
  const whyNot = whyNotExplain(need, [])
  return whyNot ? refuseColumn(unreferred.name, whyNot) : explain(context, need, explanation)
}

function readNeed(item: Fields) {
  const needCode = item['needs.need'] ?? ''
  if (!needCode || needCode.length > 60) refuseColumn('needs', 'A need is written need:pathway:status, and needs are separated by ";".')
  return { needCode, pathway: readCode(item, 'needs.pathway', pathways), reached: readCode(item, 'needs.status', statuses) }
}
