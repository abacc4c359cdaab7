import { londonDate } from '@throughcare/kit/clock'
import { mustBeAt } from '@throughcare/kit/change'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { settleReports } from '../freshness/service-report.store.ts'
import { indexServices } from '../search/search-index.store.ts'
import { keepChanges } from '../service-change/keep-changes.ts'
import { whyNotAssure } from './service.rules.ts'
import { findService, findServicesForChange, type ServiceRow } from './service.store.ts'
import { writeServices } from './write-services.ts'

export type AssuranceInput = { serviceId: string; assuredDate?: string | null; expectedVersion: number; idempotencyKey: string }

/** Says that somebody has checked the entry and it is right. */
export async function assureService(context: Context, input: AssuranceInput): Promise<ServiceRow> {
  may(context, 'directory:write')
  const { principal, clock } = context
  return change(context, { action: 'directory.assure-service', input, find: findService }, async (tx) => {
    const [standing] = await findServicesForChange(tx, [input.serviceId])
    if (!standing) return refuse('NOT_FOUND', 'There is no service with that id.')
    mustBeAt(standing, input.expectedVersion)
    const now = clock.now()
    const today = londonDate(now)
    const assuredDate = input.assuredDate ?? today
    const whyNot = whyNotAssure(standing, assuredDate, today)
    if (whyNot) refuse('BAD_USER_INPUT', whyNot)
    const assured = { ...standing, assuredDate, version: standing.version + 1, recordedAt: now, recordedBy: principal.subject }
    await writeServices(tx, [assured])
    await keepChanges(tx, [standing], [assured])
    await indexServices(tx, [assured.id])
    await settleReports(tx, assured.id, { at: now, by: principal.subject })
    await record(tx, context, {
      type: 'directory.service-assured',
      subjectId: assured.id,
      subjectVersion: assured.version,
      recordId: null,
      payload: { serviceId: assured.id, assuredDate }
    })
    return assured
  })
}
