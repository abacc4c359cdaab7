import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toField } from '@throughcare/kit/import-report'
import { openPacked, type Packed } from './write-zip.ts'

type Row = [table: string, key: string | null, fields: string[]]
/** Asks the open feed for what goes into the tables: which there are, and a page of the rows that a list comes to. */
export type AskTables = {
  describe(): Promise<{ columns: Record<string, string[]>; description: unknown }>
  page(list: string, page: number): Promise<{ contents: Row[]; total_pages: number }>
}
export type PackedTables = { files: Packed[]; tag: string; close(): Promise<void> }

const lists = ['services', 'organizations', 'taxonomies', 'taxonomy_terms']

/** The whole open feed as tables, packed file by file on the disk, page by page, so that it is never all in memory. `tag` is of what they say. */
export async function packTables(ask: AskTables): Promise<PackedTables> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-tables-'))
  const close = () => rm(folder, { recursive: true, force: true })
  try {
    const files = await pack(folder, ask)
    const said = files.map(({ name, size, checksum }) => `${name} ${size} ${checksum}`).join('\n')
    return { files, tag: createHash('sha256').update(said).digest('base64url').slice(0, 27), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function pack(folder: string, ask: AskTables): Promise<Packed[]> {
  const { columns, description } = await ask.describe()
  const tables = new Map(Object.keys(columns).map((name) => [name, openPacked(`${name}.csv`, join(folder, name))]))
  const write = (name: string, rows: readonly string[][]) => tables.get(name)?.write(rows.map((fields) => `${fields.map(toField).join(',')}\n`).join(''))
  for (const [name, own] of Object.entries(columns)) await write(name, [own])
  const met = new Set<string>()
  const isNew = ([, key]: Row) => key === null || (!met.has(key) && met.add(key).has(key))
  for (const list of lists)
    for await (const rows of pagesOf(list, ask))
      for (const [name, own] of Map.groupBy(rows.filter(isNew), ([table]) => table))
        await write(
          name,
          own.map(([, , fields]) => fields)
        )
  const described = openPacked('datapackage.json', join(folder, 'datapackage.json'))
  await described.write(`${JSON.stringify(description, null, 2)}\n`)
  const packed: Packed[] = [await described.end()]
  for (const table of tables.values()) packed.push(await table.end())
  return packed
}

async function* pagesOf(list: string, ask: AskTables): AsyncGenerator<Row[]> {
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { contents, total_pages } = await ask.page(list, page)
    pages = total_pages
    yield contents
  }
}
