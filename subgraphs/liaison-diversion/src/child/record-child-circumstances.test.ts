import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const circumstances = { isLookedAfter: 'YES', childProtectionPlan: 'CURRENTLY', isYouthCourtCase: 'NOT_KNOWN' }
const child = { birthDate: '2012-05-05' }

describe('recordChildCircumstances', () => {
  test("keeps a child's circumstances, again when they change, with what stood before in the history", async () => {
    const { id } = await liaisonDiversion.start({}, child)
    await liaisonDiversion.act('recordChildCircumstances', { episodeId: id, ...circumstances, isLookedAfter: 'NOT_STATED', expectedVersion: 1 })

    const { data } = await liaisonDiversion.act('recordChildCircumstances', { episodeId: id, ...circumstances, expectedVersion: 2 })

    expect(data?.recordChildCircumstances).toMatchObject({
      ...{ version: 3, ageAtReferral: 14 },
      childCircumstances: { ...circumstances, recordedAt: '2026-06-01T09:00:00.000Z' }
    })
    expect(data?.recordChildCircumstances.history.map(({ corrections }: { corrections: object[] }) => corrections)).toEqual([
      ...[[], []],
      [{ field: 'isLookedAfter', oldValue: 'NOT_STATED', newValue: 'YES' }]
    ])
  })

  test('leaves an event that says that, and not what', async () => {
    const { id } = await liaisonDiversion.start({}, child)
    await liaisonDiversion.act('recordChildCircumstances', { episodeId: id, ...circumstances, expectedVersion: 1 })

    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.child-circumstances-recorded',
      payload: { episodeId: id, facilityId: 'LAN3' }
    })
    expect(JSON.stringify(await liaisonDiversion.events(id))).not.toContain('CURRENTLY')
  })

  test('is refused for an adult', async () => {
    const { id } = await liaisonDiversion.start()

    const { errors } = await liaisonDiversion.act('recordChildCircumstances', { episodeId: id, ...circumstances, expectedVersion: 1 })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('18 or older') }])
  })
})

describe('a child', () => {
  test('under ten is not taken, and the refusal says why and repeats no date', async () => {
    const refused = liaisonDiversion.start({}, { birthDate: '2016-06-02' })

    await expect(refused).rejects.toThrow(/under ten is below the age of criminal responsibility/)
    await expect(refused).rejects.not.toThrow(/2016/)
  })

  test('of ten is, and every row about them is kept by the rule for children', async () => {
    const { id, recordId } = await liaisonDiversion.start({}, { birthDate: '2016-06-01' })
    await liaisonDiversion.act('recordContact', { episodeId: id, mechanism: 'VIDEO', attendance: 'ON_TIME', place: 'COURT', expectedVersion: 1 })

    const classes = await liaisonDiversion.rows(
      `select retention_class from liaison_diversion.episode where record_id = $1
       union all select retention_class from liaison_diversion.contact where record_id = $1
       union all select retention_class from liaison_diversion.episode_change where record_id = $1`,
      recordId
    )
    expect(classes).toEqual(Array.from({ length: 4 }, () => ({ retention_class: 'child' })))
  })

  test('whose date of birth turns out to be later is not screened under ten', async () => {
    const { id, recordId } = await liaisonDiversion.start({}, { birthDate: '2016-06-01' })
    await liaisonDiversion.rows("update liaison_diversion.episode set born_on = '2017-06-01' where record_id = $1", recordId)

    const { errors } = await liaisonDiversion.act('recordScreening', { episodeId: id, outcome: 'NO_NEED', risk: 'LOW', expectedVersion: 1 })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('under ten') }])
  })
})
