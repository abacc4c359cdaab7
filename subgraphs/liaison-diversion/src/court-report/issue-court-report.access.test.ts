import { asCaller } from '@throughcare/test/support/as-caller'
import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithReport } from '@throughcare/test/support/liaison-diversion'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
let report: Awaited<ReturnType<typeof startWithReport>>
let issueId: string
const court = persona('court-recipient')
const otherCourt = persona('court-recipient', { subject: 'other-court', organisation: 'OTHER-COURT' })
const input = () => ({ episodeId: report.id, courtReportId: report.courtReportId, contents: 'Needs breaks.', expectedVersion: 3 })
const whole = 'id issueNumber isLatest type purpose court { id } hearingOn caseReference contents issuedAt'
const read = (principal: typeof court, fields = whole) =>
  liaisonDiversion.ask(principal, `query ($id: ID!) { issuedCourtReport(id: $id) { ${fields} } }`, { id: issueId })

beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  report = await startWithReport(liaisonDiversion, { consent: true })
})
afterAll(() => liaisonDiversion.close())

describe('who may issue a report', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and nothing changes', async (_, principal, code) => {
    expect((await liaisonDiversion.act('issueCourtReport', input(), principal)).errors).toMatchObject([{ code }])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.issued_court_report')).toEqual([])
  })

  test('the team itself may', async () => {
    const { data, errors } = await liaisonDiversion.act('issueCourtReport', input())

    expect(errors).toEqual([])
    issueId = data?.issueCourtReport.courtReports[0].issues[0].id
  })
})

describe('who reads an issued report', () => {
  test('the court it was issued to reads it whole, in a list by the day of the hearing too', async () => {
    const list = await liaisonDiversion.ask(court, '{ issuedCourtReports { edges { node { id } } pageInfo { hasNextPage } } }')

    expect((await read(court)).data?.issuedCourtReport).toMatchObject({ contents: 'Needs breaks.', court: { id: 'PRESMC' }, isLatest: true })
    expect(list.data?.issuedCourtReports.edges).toEqual([{ node: { id: issueId } }])
  })

  test('another court finds none, and is told of none', async () => {
    expect((await read(otherCourt)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await liaisonDiversion.ask(otherCourt, '{ issuedCourtReports { edges { node { id } } } }')).data?.issuedCourtReports.edges).toEqual([])
  })

  test.each([
    ['the ground of sharing', 'issuedCourtReport(id: "x") { basis }'],
    ['why it was shared without consent', 'issuedCourtReport(id: "x") { overrideReason }'],
    ['the episode', `liaisonDiversionEpisode(id: "x") { id }`]
  ])('the court does not read %s', async (_, field) => {
    expect((await liaisonDiversion.ask(court, `{ ${field} }`)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('in the database the court reads what was issued to it and no other row of the room', async () => {
    const count = async (principal: typeof court, table: string) => {
      const statement = `select count(*)::int as count from liaison_diversion.${table}`
      return (await asCaller<{ count: number }>(liaisonDiversion, 'liaison_diversion', { principal, statement }))[0]?.count
    }

    for (const table of ['episode', 'court_report', 'need', 'episode_change', 'known_record']) expect([table, await count(court, table)]).toEqual([table, 0])
    expect(await count(court, 'issued_court_report')).toBe(1)
    expect(await count(otherCourt, 'issued_court_report')).toBe(0)
    expect(await count(persona('service-provider', { organisation: court.organisation }), 'issued_court_report')).toBe(0)
  })

  test.each([
    ['the own team', practitioner, 'FORBIDDEN'],
    ['the sister service', navigator, 'FORBIDDEN'],
    ['a peer support worker', persona('ld-peer-support-worker'), 'FORBIDDEN']
  ])('%s reads it in the episode, if at all: the list of a court is the court’s', async (_, principal, code) => {
    expect((await read(principal)).errors).toMatchObject([{ code }])
  })

  test('the sister service, with consent, reads on what ground it was shared, and not why', async () => {
    const why = (field: string) =>
      liaisonDiversion.ask(navigator, `query ($id: ID!) { liaisonDiversionEpisode(id: $id) { courtReports { issues { ${field} } } } }`, { id: report.id })

    expect((await why('basis')).data?.liaisonDiversionEpisode.courtReports).toEqual([{ issues: [{ basis: 'CONSENT' }] }])
    expect((await why('overrideReason')).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('an issued report cannot be changed, not even by the team', async () => {
    const statement = "update liaison_diversion.issued_court_report set contents = 'Other words.'"

    await expect(asCaller(liaisonDiversion, 'liaison_diversion', { principal: practitioner, statement })).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})
