import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithReport } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
let cancel: { episodeId: string; courtReportId: string; expectedVersion: number; reason: string }
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  const { id, version, courtReportId } = await startWithReport(liaisonDiversion, { consent: true })
  cancel = { episodeId: id, courtReportId, expectedVersion: version, reason: 'CASE_ENDED' }
})
afterAll(() => liaisonDiversion.close())

describe('who may take back the request for a report', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and nothing changes', async (_, principal, code) => {
    expect((await liaisonDiversion.act('cancelCourtReport', cancel, principal)).errors).toMatchObject([{ code }])
    expect(await liaisonDiversion.rows('select cancelled_at from liaison_diversion.court_report')).toEqual([{ cancelled_at: null }])
  })

  test('the team itself may', async () => expect((await liaisonDiversion.act('cancelCourtReport', cancel)).errors).toEqual([]))
})
