import type { EpisodeRoom, StartedEpisode } from '@throughcare/test/support/episodes'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openReconnect } from '@throughcare/test/support/reconnect'

const byId = 'query ($id: ID!) { reconnectEpisode(id: $id) { phase facility { id } } }'
const clinicalById = 'query ($id: ID!) { reconnectEpisode(id: $id) { goals { status } } }'
const ofPerson = `query ($person: [_Any!]!) { _entities(representations: $person) { ... on Person {
  reconnectEpisodes { withheld { service reason } edges { node { id } } } } } }`

let reconnect: EpisodeRoom
let kept: StartedEpisode
let shared: StartedEpisode
beforeAll(async () => {
  reconnect = await openReconnect()
  kept = await reconnect.start()
  shared = await reconnect.start({}, { consent: true })
})
afterAll(() => reconnect.close())

const open = (principal: typeof navigator, { id }: StartedEpisode, query = byId) => reconnect.ask(principal, query, { id })
const list = async (principal: typeof navigator, recordIds: string[]) => {
  const { data, errors } = await reconnect.ask(principal, ofPerson, { person: [{ __typename: 'Person', recordId: recordIds[0], recordIds }] })
  return { errors, ...data?._entities[0].reconnectEpisodes }
}
const withheld = { service: 'RECONNECT', reason: 'CONSENT_REQUIRED' }

describe('who may read an episode', () => {
  test('the own team may', async () => {
    expect((await open(navigator, kept)).data?.reconnectEpisode).toEqual({ phase: 'REFERRED', facility: { id: 'PNI' } })
    expect(await list(navigator, [kept.recordId])).toEqual({ errors: [], withheld: null, edges: [{ node: { id: kept.id } }] })
  })

  test('the sister service may with consent, goals included', async () => {
    expect((await open(practitioner, shared, clinicalById)).data?.reconnectEpisode).toEqual({ goals: [] })
    expect(await list(practitioner, [shared.recordId])).toEqual({ errors: [], withheld: null, edges: [{ node: { id: shared.id } }] })
  })

  test('without consent it is told that something is withheld and why; by id there is no such episode', async () => {
    expect((await open(practitioner, kept)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await list(practitioner, [kept.recordId])).toEqual({ errors: [], withheld, edges: null })
  })

  test('where one of the records of a person is shared and another is not, it reads the one and is told of the other', async () => {
    expect(await list(practitioner, [shared.recordId, kept.recordId])).toEqual({ errors: [], withheld, edges: [{ node: { id: shared.id } }] })
  })

  test('of a person whom the service never met there is an empty list, and nothing withheld', async () => {
    expect(await list(practitioner, [crypto.randomUUID()])).toEqual({ errors: [], withheld: null, edges: [] })
  })

  test('the same team of another organisation finds nothing and is told of nothing', async () => {
    expect((await open(stranger('reconnect-navigator'), shared)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await list(stranger('reconnect-navigator'), [shared.recordId])).toEqual({ errors: [], withheld: null, edges: [] })
    expect(await list(stranger('ld-practitioner'), [shared.recordId])).toEqual({ errors: [], withheld: null, edges: [] })
  })

  test('a peer worker reads of people assigned to them, and no goals', async () => {
    const peer = persona('reconnect-peer-support-worker')
    await reconnect.rows(
      "insert into reconnect.record_access (record_id, audience, level, service, version) values ($1, $2, 'read', 'RECONNECT', 1)",
      kept.recordId,
      `subject:${peer.subject}`
    )

    expect((await open(peer, kept)).data?.reconnectEpisode.phase).toBe('REFERRED')
    expect((await open(peer, shared)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await open(peer, kept, clinicalById)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test.each(['commissioner', 'analyst', 'service-provider', 'court-recipient', 'directory-editor'] as const)('%s may not', async (role) => {
    expect((await open(persona(role), shared)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('whoever is barred by name reads nothing, though their team does', async () => {
    const barred = persona('reconnect-navigator', { subject: 'barred-colleague' })
    await reconnect.rows(
      "insert into reconnect.record_access (record_id, audience, level, service, version) values ($1, 'subject:barred-colleague', 'barred', 'RECONNECT', 1)",
      shared.recordId
    )

    expect((await open(barred, shared)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await open(navigator, shared)).errors).toEqual([])
  })

  test('what is opened to somebody by name is open to nobody else', async () => {
    await reconnect.rows(
      "insert into reconnect.record_access (record_id, audience, level, service, version) values ($1, 'subject:emergency', 'read', 'RECONNECT', 1)",
      kept.recordId
    )

    expect((await open(persona('ld-practitioner', { subject: 'emergency' }), kept)).data?.reconnectEpisode.phase).toBe('REFERRED')
    expect((await open(persona('ld-practitioner', { subject: 'colleague' }), kept)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
