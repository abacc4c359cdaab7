import { setTimeout as pause } from 'node:timers/promises'
import { act } from '../support/custody-to-community.ts'
import { openTestGraph, type TestGraph } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { navigator, persona, practitioner } from '../support/personas.ts'

const court = persona('court-recipient')
const peer = persona('ld-peer-support-worker')
const tomorrow = new Date(Date.now() + 24 * 3_600_000).toLocaleDateString('en-CA', { timeZone: 'Europe/London' })
const requestReport = `mutation ($input: RequestCourtReportInput!) { requestCourtReport(input: $input) { version courtReports { id } } }`
const issueReport = `mutation ($input: IssueCourtReportInput!) { issueCourtReport(input: $input) { version } }`
const ofCourt = '{ issuedCourtReports { edges { node { contents hearingOn isLatest } } } }'
const ofPeer = 'query ($id: ID!) { liaisonDiversionEpisode(id: $id) { state person { name { family } } } }'

let graph: TestGraph
beforeAll(async () => void (graph = await openTestGraph('one process')))
afterAll(() => graph.close())

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('Five seconds went by.')
    await pause(50)
  }
}

async function screened(birthDate = '1985-03-31') {
  const { id: recordId, person } = await writeDown(graph, practitioner, { birthDate })
  const alert = { identityRecordId: recordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE' }
  const { id } = await act(graph, { as: practitioner, mutation: 'receiveReferral', input: alert })
  const { version } = await act(graph, {
    ...{ as: practitioner, mutation: 'recordScreening' },
    input: { episodeId: id, outcome: 'NEEDS_IDENTIFIED', risk: 'LOW', expectedVersion: 1 }
  })
  return { id, version, recordId, personId: person.id }
}

test('a court reads a report that was issued with consent, and none is issued once that is withdrawn', async () => {
  const { id, version, recordId } = await screened()
  const request = { type: 'WRITTEN_STANDARD', purpose: 'SENTENCING', courtId: 'PRESMC', hearingOn: tomorrow, recipientOrganisationId: court.organisation }
  const asked = await graph.ask(practitioner, requestReport, {
    input: { episodeId: id, ...request, expectedVersion: version, idempotencyKey: crypto.randomUUID() }
  })
  const { version: next, courtReports } = asked.data?.requestCourtReport
  const issue = (contents: string, expectedVersion: number) => ({
    input: { episodeId: id, courtReportId: courtReports[0].id, contents, expectedVersion, idempotencyKey: crypto.randomUUID() }
  })
  const decide = (decision: string) =>
    act(graph, { as: practitioner, mutation: 'recordConsent', wants: 'decision', input: { identityRecordId: recordId, purpose: 'SHARE_COURT', decision } })

  expect((await graph.ask(practitioner, issueReport, issue('Needs breaks.', next))).errors).toMatchObject([{ code: 'CONSENT_REQUIRED' }])
  await decide('GIVEN')
  const issued = await graph.askUntil(practitioner, issueReport, issue('Needs breaks.', next), ({ errors }) => errors.length === 0)
  const read = await graph.ask(court, ofCourt)
  await decide('WITHDRAWN')
  await until(async () => (await graph.rows(`select 1 from liaison_diversion.known_record where positions::text like '%WITHDRAWN%'`)).length > 0)
  const refused = await graph.ask(practitioner, issueReport, issue('More.', issued.data?.issueCourtReport.version))

  expect(read.data?.issuedCourtReports.edges).toEqual([{ node: { contents: 'Needs breaks.', hearingOn: tomorrow, isLatest: true } }])
  expect(refused.errors).toMatchObject([{ code: 'CONSENT_REQUIRED' }])
})

test('a peer support worker reads of a person while they are assigned, and not before or after', async () => {
  const { id, version } = await screened()
  expect((await graph.ask(peer, ofPeer, { id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  const assigned = await act(graph, {
    ...{ as: practitioner, mutation: 'assignPeerSupport', wants: 'id version peerSupport { id }' },
    input: { episodeId: id, subject: peer.subject, employerId: peer.organisation, expectedVersion: version }
  })

  const read = await graph.askUntil(peer, ofPeer, { id }, ({ data }) => data?.liaisonDiversionEpisode?.person?.name !== undefined)
  const { peerSupport } = assigned as typeof assigned & { peerSupport: { id: string }[] }
  await act(graph, {
    ...{ as: practitioner, mutation: 'endPeerSupport' },
    input: { episodeId: id, assignmentId: peerSupport[0]?.id, expectedVersion: assigned.version }
  })
  const after = await graph.askUntil(peer, ofPeer, { id }, ({ errors }) => errors[0]?.code === 'NOT_FOUND')

  expect(read.data?.liaisonDiversionEpisode).toEqual({ state: 'SCREENED', person: { name: { family: 'Personson' } } })
  expect(after.errors).toMatchObject([{ code: 'NOT_FOUND' }])
})

test('RECONNECT is told nothing of a child, and the worklist of a place holds them', async () => {
  const { id, personId } = await screened('2012-05-05')
  await graph.rows(
    `insert into directory.place (id, name, force, outcodes, source, as_at) values ('blackburn', 'Blackburn', 'x', '{BB1}', 'test', '2026-01-01')`
  )
  await graph.rows(`insert into directory.facility (id, name, kind, place_id, source, as_at)
    values ('LAN3', 'Blackburn custody suite', 'CUSTODY_SUITE', 'blackburn', 'test', '2026-01-01')`)
  const ofPlace =
    '{ place(id: "blackburn") { liaisonDiversionWorklist(list: CASELOAD, where: { ageGroup: UNDER_18 }) { edges { node { id ageAtReferral } } } } }'

  const { data, errors } = await graph.ask(practitioner, ofPlace)
  const told = await graph.ask(navigator, 'query ($id: ID!) { person(id: $id) { liaisonDiversionEpisodes { withheld { reason } edges { node { id } } } } }', {
    id: personId
  })

  expect(errors).toEqual([])
  expect(data?.place.liaisonDiversionWorklist.edges).toEqual([{ node: { id, ageAtReferral: expect.any(Number) } }])
  expect(JSON.stringify(told)).not.toContain(id)
  expect(JSON.stringify(told)).not.toContain('CONSENT_REQUIRED')
})
