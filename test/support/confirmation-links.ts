import { room } from '@throughcare/directory'
import type { Clock } from '@throughcare/kit/clock'
import { readPolicy } from '@throughcare/kit/policy'
import type { Principal } from '@throughcare/kit/principal'
import { openRoom } from '@throughcare/kit/room'
import { cloneDatabase } from './database.ts'
import { openDoor, type TestDoor } from './door.ts'
import { persona } from './personas.ts'
import { openTestRoom, quiet, readable, type Answer, type TestRoom } from './room.ts'

const editor = persona('directory-editor')
const entry = { name: 'Example Confirmed (demo)', status: 'ACTIVE', needCodes: ['housing'] }
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id version } }'
const makeConfirmationLink = 'mutation ($input: MakeConfirmationLinkInput!) { makeConfirmationLink(input: $input) { id secret path } }'

export type ConfirmedDirectory = TestRoom & {
  /** Records a service and has a link made for it, by an editor unless somebody else is named. */
  makeLink(maker?: Principal): Promise<Answer & { serviceId: string; link: { id: string; secret: string; path: string } }>
}

/** A real directory, on a database of its own that `load` fills with reference data, with links for its services. */
export async function openConfirmedDirectory(load: (url: string) => Promise<unknown>, clock?: Clock): Promise<ConfirmedDirectory> {
  const directory = await openTestRoom(room, clock)
  await load(directory.url)
  return {
    ...directory,
    async makeLink(maker = editor) {
      const serviceId = (await directory.ask(editor, recordService, { input: { ...entry, idempotencyKey: crypto.randomUUID() } })).data?.recordService.id
      const input = { serviceId, expectedVersion: 1, idempotencyKey: crypto.randomUUID() }
      const answer = await directory.ask(maker, makeConfirmationLink, { input })
      return { ...answer, serviceId, link: answer.data?.makeConfirmationLink }
    }
  }
}

export type ConfirmationDoor = {
  url: string
  /** Sets the clock of the directory. */
  at(instant: string): void
  /** Records a service, with whatever its entry says besides. */
  record(fields?: object): Promise<{ id: string; version: number }>
  /** What an editor asks of the directory. */
  edit(document: string, input: object): Promise<Answer>
  /** A link for a service as it stands: where it leads at the door. */
  makeLink(service: { id: string; version: number }): Promise<{ path: string; id: string }>
  rows: <Row extends object>(query: string, ...values: unknown[]) => Promise<Row[]>
  close(): Promise<void>
}

/** The gateway behind HTTP with a real directory, on a database of its own that `load` fills with reference data. */
export async function openConfirmationDoor(load: (url: string) => Promise<unknown>): Promise<ConfirmationDoor> {
  const database = await cloneDatabase()
  let now = new Date('2026-11-26T12:00:00Z')
  const directory = openRoom(room, { url: database.url, policy: readPolicy(), log: quiet, clock: { now: () => now } })
  await load(database.url)
  const door: TestDoor = await openDoor({ directory })
  const edit = async (document: string, input: object) => {
    const variables = { input: { idempotencyKey: crypto.randomUUID(), ...input } }
    return readable(await directory.answer({ query: document, variables, requestId: crypto.randomUUID() }, editor))
  }
  return {
    url: door.url,
    edit,
    at: (instant) => void (now = new Date(instant)),
    async record(fields = {}) {
      return (await edit(recordService, { ...entry, ...fields })).data?.recordService
    },
    async makeLink({ id, version }) {
      return (await edit(makeConfirmationLink, { serviceId: id, expectedVersion: version })).data?.makeConfirmationLink
    },
    rows: database.rows,
    async close() {
      await door.close()
      await directory.close()
      await database.drop()
    }
  }
}
