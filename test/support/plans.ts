import { sql } from 'drizzle-orm'
import { alwaysFresh, rowSettingsOf } from '@throughcare/kit/access'
import { openPool, withRows } from '@throughcare/kit/db'
import type { Principal } from '@throughcare/kit/principal'

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Actual Loops': number; Plans?: Node[] }
type Plan = { scans: string[]; indexes: string[]; sorts: boolean }

/** How PostgreSQL answers a statement that a room has sent, as the room's own role and under what the caller may see of its rows. What it changes is changed. */
export async function planOf(
  { url, schema }: { url: string; schema: string },
  principal: Principal,
  { statement, values }: { statement: string; values: readonly (string | number)[] }
): Promise<Plan> {
  const pool = openPool({ url, role: `${schema}_app`, max: 1 })
  const given = values.map((value) => (typeof value === 'number' ? value : `'${value}'`)).join(', ')
  try {
    return await withRows(pool.db, rowSettingsOf(principal, alwaysFresh), statement.startsWith('update ') ? 'read write' : 'read only', async (tx) => {
      await tx.execute(sql.raw(`prepare asked as ${statement}`))
      const [answer] = (await tx.execute(sql.raw(`explain (analyze, format json) execute asked (${given})`))) as unknown as [{ 'QUERY PLAN': [{ Plan: Node }] }]
      return toPlan(answer['QUERY PLAN'][0].Plan)
    })
  } finally {
    await pool.close()
  }
}

function toPlan(root: Node): Plan {
  const nodes: Node[] = []
  // What a plan holds ready and never comes to is not done: whose own row it is need not be asked who else may read it.
  const visit = (node: Node): void => {
    if (node['Actual Loops'] > 0) nodes.push(node)
    node.Plans?.forEach(visit)
  }
  visit(root)
  return {
    scans: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? '') : [])),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    sorts: nodes.some((node) => node['Node Type'] === 'Sort')
  }
}
