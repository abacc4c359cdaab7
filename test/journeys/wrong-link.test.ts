import { openTestGraph, type TestGraph } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { persona, practitioner } from '../support/personas.ts'

const receiveReferral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id } }'
const decideLink = 'mutation ($input: DecideLinkInput!) { decideLink(input: $input) { version person { id } } }'
const unlinkRecord = 'mutation ($input: UnlinkRecordInput!) { unlinkRecord(input: $input) { person { id } } }'
const person = `query Journey($id: ID!) { person(id: $id) { records { id } liaisonDiversionEpisodes { edges { node { id } } } journey { edges { node { kind } } } } }`
const viewers = 'query ($id: ID!) { wrongLinkViewers(identityRecordId: $id) { edges { node { subject operationName } } } }'

let graph: TestGraph
beforeAll(async () => void (graph = await openTestGraph('one process')))
afterAll(() => graph.close())

/** Someone with an episode at a custody suite of their own. */
async function meet(family: string, facilityId: string) {
  const record = await writeDown(graph, practitioner, { name: { given: 'Example', family } })
  const input = { identityRecordId: record.id, facilityId, setting: 'POLICE_CUSTODY', source: 'POLICE', idempotencyKey: crypto.randomUUID() }
  await graph.askUntil(practitioner, receiveReferral, { input }, ({ errors }) => errors.length === 0)
  return record
}

const ofJourney = async (id: string, as = practitioner) => (await graph.ask(as, person, { id })).data?.person
const events = (found: { journey?: { edges?: object[] } } | undefined) => found?.journey?.edges?.length ?? 0

describe('two people wrongly taken for one', () => {
  test('are two again in every room at once, and whoever saw them as one is found', async () => {
    const [father, son] = [await meet('Elderson', 'LAN3'), await meet('Youngerson', 'LAN1')]
    await graph.askUntil(practitioner, person, { id: father.person.id }, ({ data }) => events(data?.person) === 1)
    const linking = { identityRecordId: father.id, otherIdentityRecordId: son.id, verdict: 'SAME', reason: 'Same address', expectedVersion: father.version }
    const linked = await graph.ask(practitioner, decideLink, { input: { ...linking, idempotencyKey: 'wrongly' } })
    const [mistaken, other] = [persona('ld-practitioner', { subject: 'saw-both' }), persona('ld-practitioner', { subject: 'saw-one' })]
    expect((await ofJourney(linked.data?.decideLink.person.id, mistaken)).liaisonDiversionEpisodes.edges).toHaveLength(2)

    const parting = { identityRecordId: father.id, reason: 'Father and son', expectedVersion: linked.data?.decideLink.version, idempotencyKey: 'parted' }
    const parted = await graph.ask(practitioner, unlinkRecord, { input: parting })

    const after = await ofJourney(parted.data?.unlinkRecord.person.id, other)
    expect(after.liaisonDiversionEpisodes.edges).toHaveLength(1)
    expect(events(after)).toBe(1)
    const told = await graph.askUntil(persona('privacy-officer'), viewers, { id: father.id }, ({ data }) => data?.wrongLinkViewers?.edges?.length > 0)
    const subjects = told.data?.wrongLinkViewers.edges.map(({ node }: { node: { subject: string } }) => node.subject)
    // Whoever linked the two was answered with both.
    expect(subjects).toEqual(['saw-both', practitioner.subject])
    expect((await graph.ask(practitioner, viewers, { id: father.id })).errors).not.toEqual([])
  }, 60_000)
})
