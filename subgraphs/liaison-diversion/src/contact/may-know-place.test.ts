import type { Principal } from '@throughcare/kit/principal'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { makeKnown } from '@throughcare/test/support/known-record'
import { openLiaisonDiversion, startAssigned } from '@throughcare/test/support/liaison-diversion'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const peer = persona('ld-peer-support-worker')
const call = { mechanism: 'FACE_TO_FACE', attendance: 'ON_TIME' }
const meet = (episodeId: string, expectedVersion: number) => liaisonDiversion.act('recordContact', { episodeId, expectedVersion, ...call, place: 'HOME' })
const contactsOf = 'contacts { place isPlaceWithheld }'
const read = async (principal: Principal, id: string) => {
  const { data, errors } = await liaisonDiversion.ask(principal, `query ($id: ID!) { liaisonDiversionEpisode(id: $id) { ${contactsOf} } }`, { id })
  expect(errors).toEqual([])
  return data?.liaisonDiversionEpisode.contacts
}
const told = (place: string) => ({ place, isPlaceWithheld: false })
const keptBack = { place: null, isPlaceWithheld: true }

describe('the place of a contact', () => {
  test.each([
    ['told to the own team, whether or not it is safe to tell', practitioner, false, told('HOME')],
    ['told to a manager of the team', persona('ld-manager'), false, told('HOME')],
    ['told to the sister service, where it is safe to tell', navigator, true, told('HOME')],
    ['kept back from the sister service, where somebody is in danger or nobody asked', navigator, false, keptBack]
  ])('is %s', async (_, principal, isPlaceOpen, expected) => {
    const recordId = await makeKnown(liaisonDiversion, 'liaison_diversion', { service: 'LIAISON_DIVERSION', consent: true, isPlaceOpen })
    const { id } = await liaisonDiversion.start({}, { recordId })
    await meet(id, 1)

    expect(await read(principal, id)).toEqual([expected])
  })

  test('is told to a peer support worker of their own contacts, and of the others only where it is safe to tell', async () => {
    const { id, version, recordId } = await startAssigned(liaisonDiversion)
    await meet(id, version)
    liaisonDiversion.at('2026-06-01T09:00:01Z')
    await liaisonDiversion.act('recordPeerSupportContact', { episodeId: id, ...call, place: 'STREET' }, peer)
    const before = await read(peer, id)
    await liaisonDiversion.rows(
      "insert into liaison_diversion.record_access (record_id, audience, level, service, version) values ($1, $2, 'location', 'LIAISON_DIVERSION', 1)",
      ...[recordId, `subject:${peer.subject}`]
    )

    expect(before).toEqual([keptBack, told('STREET')])
    expect(await read(peer, id)).toEqual([told('HOME'), told('STREET')])
    expect(await read(practitioner, id)).toEqual([told('HOME'), told('STREET')])
  })

  test('costs as many statements for the contacts of twenty persons as of one', async () => {
    const persons: object[] = []
    for (let count = 0; count < 20; count += 1) {
      const { id, recordId } = await liaisonDiversion.start({}, { consent: true })
      await meet(id, 1)
      persons.push({ __typename: 'Person', recordId, recordIds: [recordId] })
    }
    const query = `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Person { liaisonDiversionEpisodes { edges { node { ${contactsOf} } } } } } }`
    const statementsOf = async (them: object[]) => {
      liaisonDiversion.statements()
      await liaisonDiversion.ask(navigator, query, { them })
      return liaisonDiversion.statements().length
    }

    expect(await statementsOf(persons)).toBe(await statementsOf(persons.slice(0, 1)))
  })
})
