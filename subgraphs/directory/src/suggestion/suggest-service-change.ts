import { randomUUID } from 'node:crypto'
import { mustBeAt } from '@throughcare/kit/change'
import { mustPermit } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { getService } from '../service/get-service.ts'
import { changesIn, whyNotSuggest, type Suggestible } from './suggestion.rules.ts'
import { findSuggestion, insertSuggestion, type SuggestionRow } from './suggestion.store.ts'

export type SuggestionInput = Partial<Record<Suggestible, unknown>> & {
  serviceId: string
  expectedVersion: number
  note?: string | null
  idempotencyKey: string
}

/** Suggests to change an entry. It stays as it is until an editor accepts. */
export async function suggestServiceChange(context: Context, input: SuggestionInput): Promise<SuggestionRow> {
  may(context, 'directory:staff')
  const { principal, clock } = context
  return change(context, { action: 'directory.suggest-service-change', input, find: findSuggestion }, async (tx) => {
    const service = await getService(tx, input.serviceId)
    mustBeAt(service, input.expectedVersion)
    const changes = changesIn(input, service)
    mustPermit(whyNotSuggest(service, changes))
    const suggestion: SuggestionRow = {
      ...{ id: randomUUID(), version: 1, serviceId: service.id, serviceVersion: service.version, changes, note: input.note?.trim() || null },
      ...{ suggestedAt: clock.now(), suggestedBy: principal.subject, state: 'PENDING', decidedAt: null, decidedBy: null, reason: null },
      retentionClass: 'operational'
    }
    await insertSuggestion(tx, suggestion)
    await record(tx, context, {
      type: 'directory.change-suggested',
      subjectId: service.id,
      subjectVersion: service.version,
      recordId: null,
      payload: { serviceId: service.id, suggestionId: suggestion.id, fields: Object.keys(changes) }
    })
    return suggestion
  })
}
