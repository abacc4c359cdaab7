import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openReconnect } from '@throughcare/test/support/reconnect'

const due = `query { _entities(representations: [{ __typename: "Facility", id: "PNI" }]) { ... on Facility { releasesDue { edges { node { id } } } } } }`

let reconnect: EpisodeRoom
beforeAll(async () => {
  reconnect = await openReconnect()
  await reconnect.start({ plannedReleaseDate: '2026-06-05' }, { consent: true })
})
afterAll(() => reconnect.close())

const list = (principal: typeof navigator) => reconnect.ask(principal, due)

describe('who may list the releases due', () => {
  test('the own team may', async () => {
    expect((await list(navigator)).data?._entities[0].releasesDue.edges).toHaveLength(1)
  })

  test('the sister service may not, for its list would have silent holes', async () => {
    const { data, errors } = await list(practitioner)

    expect(data ?? null).toBeNull()
    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('the same team of another organisation finds its own releases only: none', async () => {
    expect((await list(stranger('reconnect-navigator'))).data?._entities[0].releasesDue.edges).toEqual([])
  })

  test('a peer worker finds those of people assigned to them: none', async () => {
    expect((await list(persona('reconnect-peer-support-worker'))).data?._entities[0].releasesDue.edges).toEqual([])
  })

  test('a commissioner may not', async () => {
    expect((await list(persona('commissioner'))).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
