import type { Figure } from '@throughcare/gateway/evidence'
import { room } from '@throughcare/reconnect'
import { setUp, tearDown } from '../support/cluster.ts'
import { openEpisodeImports } from '../support/episode-imports.ts'
import { openReconnect } from '../support/reconnect.ts'
import { reconnectFaults, wholeFields } from '../support/reconnect-faults.ts'

const faulty = 1_000

/** A file in which every row breaks one rule, but for the last, which breaks none. */
async function plant(): Promise<{ value: string; met: boolean; detail: string }> {
  await setUp()
  const reconnect = await openReconnect()
  const imports = await openEpisodeImports(reconnect, room, { service: 'RECONNECT', first: wholeFields })
  imports.at('2026-06-01T12:00:00Z')
  const planted = Array.from({ length: faulty }, (_, place) => reconnectFaults[place % reconnectFaults.length] ?? reconnectFaults[0])
  const rows = []
  for (const fault of planted) rows.push(await imports.row(fault?.[1]))
  const { report, rejected } = await imports.take(...rows, await imports.row())
  const wrong = planted.flatMap((fault, place) => {
    const [name, , column, reason] = fault ?? []
    const line = rejected[place] ?? ''
    return line.startsWith(`${place + 2},${column},`) && line.includes(reason ?? '?') ? [] : [`${name}: ${line}`]
  })
  await imports.close()
  await tearDown()
  return {
    value: `${faulty - wrong.length} of ${faulty} with the right column and reason`,
    met: wrong.length === 0 && report.rejected === faulty && report.added === 1,
    detail: [`${reconnectFaults.length} kinds of fault; ${report.rejected} rejected, the row without one taken`, ...new Set(wrong)].slice(0, 6).join('; ')
  }
}

export const figures: Figure[] = [{ name: 'Rows of a RECONNECT file that break a rule', target: `${faulty} of ${faulty} rejected for that`, measure: plant }]
