import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RoomContext } from '@throughcare/kit/context'
import { recordIdOf } from '@throughcare/kit/ids'
import { importFile } from '@throughcare/kit/import'
import type { ImportReport } from '@throughcare/kit/import-report'
import { openImport } from '@throughcare/kit/import-session'
import type { Service } from '@throughcare/kit/principal'
import type { RoomDefinition } from '@throughcare/kit/room'
import type { EpisodeEvent, EpisodeRoom } from './episodes.ts'
import { toCsv } from './imports.ts'
import { makeKnown } from './known-record.ts'
import type { Answer, TestRoom } from './room.ts'

export type EpisodeFields = Record<string, string>

/** A service's room whose staff work in it while files of a source are taken in. */
export type EpisodeImports = {
  /** Sets the clock of the staff and of the importer. */
  at(instant: string): void
  /** A row about a person known to the service. */
  row(changes?: EpisodeFields): Promise<EpisodeFields>
  /** Takes a file in. `rejected` are the lines of the list of rejected rows, without its header. */
  take(...rows: EpisodeFields[]): Promise<{ report: ImportReport; rejected: string[] }>
  /** The episode of a row as it stands. */
  standing(row: EpisodeFields): Promise<{ id: string; version: number } & Record<string, unknown>>
  /** What staff do with the episode of a row, at its newest version. */
  staff(row: EpisodeFields, mutation: string, input?: object): Promise<NonNullable<Answer['data']>[string]>
  events(row: EpisodeFields): Promise<EpisodeEvent[]>
  rows: TestRoom['rows']
  close(): Promise<void>
}

export async function openEpisodeImports<Context extends RoomContext>(
  room: EpisodeRoom,
  definition: RoomDefinition<Context>,
  { service, first }: { service: Service; first: EpisodeFields }
): Promise<EpisodeImports> {
  const schema = definition.name.replaceAll('-', '_')
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-episodes-'))
  let now = new Date('2026-06-01T09:00:00Z')
  const session = openImport(definition, { url: room.url, service, clock: { now: () => now } })
  const { importer } = definition
  if (!importer) throw new Error(`The room ${definition.name} takes in no files.`)
  let rows = 0
  const standing: EpisodeImports['standing'] = async ({ source_system = '', source_key = '' }) => {
    const [episode] = await room.rows<{ id: string; version: number }>(
      `select * from ${schema}.episode where record_id = $1`,
      recordIdOf(source_system, source_key)
    )
    return episode ?? { id: '', version: 0 }
  }
  return {
    at(instant) {
      now = new Date(instant)
      room.at(instant)
    },
    async row(changes = {}) {
      rows += 1
      const key = { source_system: 'system-test', source_key: `K${rows}` }
      await makeKnown(room, schema, { service, recordId: recordIdOf(key.source_system, key.source_key) })
      return { episode_key: `E${rows}`, ...key, ...first, ...changes }
    },
    async take(...given) {
      const path = join(folder, 'episodes.csv')
      await writeFile(path, toCsv(given))
      const report = await importFile(importer, session, { path, patienceMilliseconds: 0 })
      const rejected = await readFile(`${path}.rejected.csv`, 'utf8').catch(() => '')
      return { report, rejected: rejected.split('\n').slice(1, -1) }
    },
    standing,
    async staff(row, mutation, input = {}) {
      const { id, version } = await standing(row)
      const { data, errors } = await room.act(mutation, { episodeId: id, expectedVersion: version, ...input })
      if (errors.length > 0) throw new Error(`Staff were refused: ${JSON.stringify(errors)}`)
      return data?.[mutation]
    },
    rows: room.rows,
    events: async (row) => room.events((await standing(row)).id),
    async close() {
      await session.close()
      await room.close()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
