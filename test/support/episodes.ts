import type { Principal, Service } from '@throughcare/kit/principal'
import type { RoomContext } from '@throughcare/kit/context'
import type { RoomDefinition } from '@throughcare/kit/room'
import { makeKnown } from './known-record.ts'
import { navigator, persona, practitioner, stranger } from './personas.ts'
import { openTestRoom, type Answer, type TestRoom } from './room.ts'

export type StartedEpisode = { id: string; version: number; recordId: string }

/** A page of episodes, with the fields the tests ask for. */
export type EpisodePage = {
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  edges: { node: { id: string; plannedReleaseDate?: string } }[]
}

export type EpisodeEvent = { type: string; subject_version: number; record_id: string; actor: string; occurred_at: Date; payload: Record<string, unknown> }

/** A service's room with a clock that stands still until it is set, and short ways to do what its practitioners do. */
export type EpisodeRoom = TestRoom & {
  /** Sets the clock. */
  at(instant: string): void
  /**
   * Calls a mutation by its name; the answer's episode is under `data.<mutation>`. The team's practitioner reads all of it, anyone else
   * the id alone, so that what refuses them is the mutation.
   */
  act(mutation: string, input: object, principal?: Principal): Promise<Answer>
  /** A new episode of a person known to the service; `recordId`, consent and date of birth are as told. */
  start(input?: object, known?: { recordId?: string; consent?: boolean; birthDate?: string }): Promise<StartedEpisode>
  /** The events an episode has left, in order. */
  events(episodeId: string): Promise<EpisodeEvent[]>
}

export type EpisodeRoomSetting = { schema: string; service: Service; startWith: string; input: object; fields: string }

export async function openEpisodeRoom<Context extends RoomContext>(
  definition: RoomDefinition<Context>,
  { schema, service, startWith, input, fields }: EpisodeRoomSetting
): Promise<EpisodeRoom> {
  let now = new Date('2026-06-01T09:00:00Z')
  const room = await openTestRoom(definition, { now: () => now })
  const teamMember = service === 'RECONNECT' ? navigator : practitioner
  const act: EpisodeRoom['act'] = (mutation, changes, principal) => {
    const inputType = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`
    const document = `mutation ($input: ${inputType}) { ${mutation}(input: $input) { id ${principal ? '' : `version ${fields}`} } }`
    return room.ask(principal ?? teamMember, document, { input: { idempotencyKey: crypto.randomUUID(), ...changes } })
  }

  return {
    ...room,
    act,
    at: (instant) => void (now = new Date(instant)),
    async start(changes = {}, { recordId, consent = false, birthDate } = {}) {
      const identityRecordId = recordId ?? (await makeKnown(room, schema, { service, consent, birthDate }))
      const { data, errors } = await act(startWith, { identityRecordId, ...input, ...changes })
      if (errors.length > 0) throw new Error(`The episode was refused: ${JSON.stringify(errors)}`)
      const { id, version } = data?.[startWith]
      return { id, version, recordId: identityRecordId }
    },
    events: (episodeId) =>
      room.rows<EpisodeEvent>(
        `select type, subject_version, record_id, actor, occurred_at, payload from ${schema}.outbox_event where subject_id = $1 order by id`,
        episodeId
      )
  }
}

/** Those who may change nothing of a service, each with the code they are refused with. */
export function outsidersOf(service: Service): [who: string, principal: Principal, code: string][] {
  const isReconnect = service === 'RECONNECT'
  return [
    ['the same team of another organisation', stranger(isReconnect ? 'reconnect-navigator' : 'ld-practitioner'), 'NOT_FOUND'],
    ['the sister service, even with consent to read', isReconnect ? practitioner : navigator, 'FORBIDDEN'],
    ['a peer support worker', persona(isReconnect ? 'reconnect-peer-support-worker' : 'ld-peer-support-worker'), 'FORBIDDEN'],
    ['a service that people are referred to', persona('service-provider'), 'FORBIDDEN'],
    ['a court', persona('court-recipient'), 'FORBIDDEN'],
    ['a commissioner', persona('commissioner'), 'FORBIDDEN']
  ]
}

/** Writes down what a facility is and when it closed, as directory's event would, in a room's schema. */
type Attempt = {
  mutation: string
  input?: object
  /** The episode, with what the input says of it. */
  begin?: (room: EpisodeRoom) => Promise<StartedEpisode & { input?: object }>
}

/** For a service's verbs on a standing episode: tests that each is refused to everyone but the team whose episode it is, and that nothing changes then. */
export function refusesOutsidersOf(
  { service, schema, open }: Pick<EpisodeRoomSetting, 'service' | 'schema'> & { open(): Promise<EpisodeRoom> },
  usual: NonNullable<Attempt['begin']>
) {
  return function refusesOutsiders({ mutation, input, begin = usual }: Attempt) {
    let room: EpisodeRoom
    let episode: StartedEpisode & { input?: object }
    beforeAll(async () => {
      room = await open()
      episode = await begin(room)
    })
    afterAll(() => room.close())
    const asked = () => ({ episodeId: episode.id, expectedVersion: episode.version, ...input, ...episode.input })

    test.each(outsidersOf(service))('%s may not, and nothing changes', async (_, principal, code) => {
      const before = await room.events(episode.id)

      const { errors } = await room.act(mutation, asked(), principal)

      expect(errors).toMatchObject([{ code }])
      expect(await room.rows(`select version from ${schema}.episode where id = $1`, episode.id)).toEqual([{ version: episode.version }])
      expect(await room.events(episode.id)).toEqual(before)
    })

    test('the team itself may, so that what refuses the others is who they are', async () => {
      expect((await room.act(mutation, asked())).errors).toEqual([])
    })
  }
}

export const tellFacilityIn =
  (schema: string) =>
  async (room: Pick<EpisodeRoom, 'rows'>, id: string, kind: string, closedOn: string | null = null) => {
    await room.rows(`insert into ${schema}.known_facility (id, kind, closed_on, version) values ($1, $2, $3, 1)`, id, kind, closedOn)
  }
