import { randomUUID } from 'node:crypto'
import { londonDate, systemClock } from '@throughcare/kit/clock'
import { timePassedShape } from '@throughcare/kit/clock-feed'
import { withRole } from '@throughcare/kit/db'
import type { Projection } from '@throughcare/kit/feed'
import { systemPrincipal } from '@throughcare/kit/principal'
import { findPersonsOf } from '../link/link.store.ts'
import { countValues } from '../link/count-values.ts'
import type { SisterSharing } from './access.rules.ts'
import { publishAccess } from './publish-access.ts'
import { findRecordsComingOfAge, findRecordsWithLimitsTurning } from './time.store.ts'

/**
 * Decides access anew where time alone changes it: where a limit begins or is over, and where somebody turns 18, whom RECONNECT may know from then on.
 * Once a day names are counted anew too.
 */
export function timeProjection(sharing: SisterSharing): Projection {
  return (tx, events) =>
    withRole(tx, 'system-linker', async () => {
      const due = new Set<string>()
      let now = systemClock.now()
      for (const { payload } of events) {
        const { since, until } = timePassedShape.parse(payload)
        if (until > now) now = until
        for (const id of await findRecordsWithLimitsTurning(tx, since, until)) due.add(id)
        for (const id of await findRecordsComingOfAge(tx, londonDate(since), londonDate(until))) due.add(id)
      }
      await countValues(tx, { now })
      if (due.size === 0) return
      const context = { principal: systemPrincipal('system-reader', 'projection'), clock: { now: () => now }, requestId: randomUUID(), sharing }
      await publishAccess(tx, context, { persons: new Set((await findPersonsOf(tx, [...due])).values()) })
    })
}
