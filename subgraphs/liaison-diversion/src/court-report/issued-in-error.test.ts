import { asCaller } from '@throughcare/test/support/as-caller'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithReport } from '@throughcare/test/support/liaison-diversion'
import { persona, practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const court = persona('court-recipient')
const act = (episodeId: string, expectedVersion: number, mutation: string, input: object) =>
  liaisonDiversion.act(mutation, { episodeId, expectedVersion, ...input })
const closeInError = (id: string, version: number, changes: object = {}) =>
  act(id, version, 'closeLiaisonDiversionEpisode', { reason: 'RECORDED_IN_ERROR', ...changes })

/** An episode with a report that was issued twice. */
async function startIssued() {
  const { id, version, courtReportId } = await startWithReport(liaisonDiversion)
  await act(id, version, 'issueCourtReport', { courtReportId, contents: 'Needs breaks.' })
  const { data } = await act(id, version + 1, 'issueCourtReport', { courtReportId, contents: 'Needs long breaks.' })
  return { id, version: version + 2, issueIds: data?.issueCourtReport.courtReports[0].issues.map((issue: { id: string }) => issue.id) as string[] }
}

const seenByCourt = async (id: string | undefined) => {
  const fields = 'id issueNumber isLatest type court { id } hearingOn caseReference contents withdrawnAt withdrawalReason'
  const { data } = await liaisonDiversion.ask(court, `query ($id: ID!) { issuedCourtReport(id: $id) { ${fields} } }`, { id })
  return data?.issuedCourtReport
}
const issuesIn = async (id: string) => {
  const query = 'query ($id: ID!) { liaisonDiversionEpisode(id: $id) { courtReports { issues { contents withdrawnAt withdrawalReason } } } }'
  return (await liaisonDiversion.ask(practitioner, query, { id })).data?.liaisonDiversionEpisode.courtReports[0].issues
}
const taken = { withdrawnAt: '2026-06-03T09:00:00.000Z', withdrawalReason: 'RECORDED_IN_ERROR' }
const standing = { withdrawnAt: null, withdrawalReason: null }

describe('a report that was issued in an episode of the wrong person', () => {
  test('is still found by its court, which reads that it was a mistake, and of the person no more', async () => {
    const { id, version, issueIds } = await startIssued()
    const before = await seenByCourt(issueIds[1])
    liaisonDiversion.at('2026-06-03T09:00:00Z')

    expect((await closeInError(id, version, { closedAt: '2026-06-02T09:00:00Z' })).errors).toEqual([])

    expect(before).toMatchObject({ contents: 'Needs long breaks.', ...standing })
    expect(await seenByCourt(issueIds[0])).toMatchObject({ issueNumber: 1, contents: null, ...taken })
    expect(await seenByCourt(issueIds[1])).toEqual({ ...before, contents: null, ...taken })
    const list = await liaisonDiversion.ask(court, '{ issuedCourtReports(first: 100) { edges { node { id contents withdrawalReason } } } }')
    const found = issueIds.map((issueId) => ({ node: { id: issueId, contents: null, withdrawalReason: 'RECORDED_IN_ERROR' } }))
    expect(list.data?.issuedCourtReports.edges).toEqual(expect.arrayContaining(found))
  })

  test('stays as it was issued for the team, who have to put it right', async () => {
    const { id, version } = await startIssued()
    liaisonDiversion.at('2026-06-03T09:00:00Z')
    await closeInError(id, version)

    expect(await issuesIn(id)).toEqual([
      { contents: 'Needs breaks.', ...taken },
      { contents: 'Needs long breaks.', ...taken }
    ])
    expect(await liaisonDiversion.rows('select withdrawn_by from liaison_diversion.issued_court_report where episode_id = $1', id)).toEqual([
      { withdrawn_by: practitioner.subject },
      { withdrawn_by: practitioner.subject }
    ])
  })

  test('is read again once the episode turns out to be right', async () => {
    const { id, version, issueIds } = await startIssued()
    await closeInError(id, version)

    await act(id, version + 1, 'reopenLiaisonDiversionEpisode', { reason: 'It was right.' })

    expect(await seenByCourt(issueIds[1])).toMatchObject({ contents: 'Needs long breaks.', ...standing })
  })

  test('is not withdrawn by a closing for another reason, nor by that of another episode', async () => {
    const [one, other] = [await startIssued(), await startIssued()]
    await act(one.id, one.version, 'closeLiaisonDiversionEpisode', { reason: 'COMPLETED' })
    await closeInError(other.id, other.version)

    expect(await seenByCourt(one.issueIds[1])).toMatchObject({ contents: 'Needs long breaks.', ...standing })
  })

  test('is withdrawn by its own team alone, in the database too', async () => {
    const { issueIds } = await startIssued()
    const statement = `update liaison_diversion.issued_court_report set withdrawn_at = now() where id = '${issueIds[0]}'`

    for (const principal of [court, persona('ld-practitioner', { organisation: 'OTHER', subject: 'stranger' }), persona('reconnect-navigator')])
      await asCaller(liaisonDiversion, 'liaison_diversion', { principal, statement })

    expect(await seenByCourt(issueIds[0])).toMatchObject(standing)
  })
})

test('a report that was not issued yet leaves the worklist with its episode', async () => {
  const due = async () => {
    const { data } = await liaisonDiversion.ask(practitioner, '{ courtReportsDue(first: 100) { edges { node { id } } } }')
    return data?.courtReportsDue.edges.map(({ node }: { node: { id: string } }) => node.id)
  }
  const { id, version, courtReportId } = await startWithReport(liaisonDiversion)
  const before = await due()

  await closeInError(id, version)

  expect([before.includes(courtReportId), (await due()).includes(courtReportId)]).toEqual([true, false])
  const late = await act(id, version + 1, 'issueCourtReport', { courtReportId, contents: 'Needs breaks.' })
  expect(late.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('recorded in error') }])
})
