import { mustBeAt } from '@throughcare/kit/change'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { writeService } from '../service/record-service.ts'
import { getService } from '../service/get-service.ts'
import { whyNotDecide } from './suggestion.rules.ts'
import { findSuggestion, findSuggestionForChange, writeDecision, type SuggestionRow } from './suggestion.store.ts'

export type DecisionInput = {
  suggestionId: string
  expectedVersion: number
  accept: boolean
  /** The version of the entry as the editor read it; needed to accept. */
  serviceVersion?: number | null
  reason?: string | null
  idempotencyKey: string
}

/** Accepts a suggestion, which writes it into the entry as the editor's change, or declines it with a reason. */
export async function decideSuggestion(context: Context, input: DecisionInput): Promise<SuggestionRow> {
  may(context, 'directory:write')
  const { principal, clock } = context
  return change(context, { action: 'directory.decide-suggestion', input, find: findSuggestion }, async (tx) => {
    const standing = (await findSuggestionForChange(tx, input.suggestionId)) ?? refuse('NOT_FOUND', 'There is no suggestion with that id.')
    mustBeAt(standing, input.expectedVersion)
    mustPermit(whyNotDecide(standing, input))
    const service = await getService(tx, standing.serviceId)
    if (input.accept) {
      const { name, status, needCodes } = service
      await writeService(tx, context, { name, status, needCodes, ...standing.changes, serviceId: service.id, expectedVersion: input.serviceVersion })
    }
    const decided: SuggestionRow = {
      ...standing,
      ...{ version: standing.version + 1, state: input.accept ? 'ACCEPTED' : 'DECLINED', reason: input.reason?.trim() || null },
      ...{ decidedAt: clock.now(), decidedBy: principal.subject }
    }
    await writeDecision(tx, decided)
    await record(tx, context, {
      type: 'directory.suggestion-decided',
      subjectId: service.id,
      subjectVersion: service.version,
      recordId: null,
      payload: { serviceId: service.id, suggestionId: decided.id, isAccepted: input.accept }
    })
    return decided
  })
}
