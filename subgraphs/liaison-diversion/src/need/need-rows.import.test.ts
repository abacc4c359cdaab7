import { openScreenedEpisodes } from '@throughcare/test/support/screened-episodes'

let screened: Awaited<ReturnType<typeof openScreenedEpisodes>>
beforeAll(async () => void (screened = await openScreenedEpisodes()))
afterAll(() => screened.close())

describe('a need of a source', () => {
  test('of which staff corrected how it is known is refused where the row says otherwise', async () => {
    const row = await screened.taken({ needs: 'housing:REFERRED:PERSON' })
    await screened.imports.rows(
      `update liaison_diversion.need set source = 'AGENCY', corrected_by = 'someone' where id = $1`,
      (await screened.partsOf('need', row))[0]?.id
    )

    expect((await screened.take([row])).rejected).toContain('2,needs,"Staff have recorded this differently')
  })

  test('is taken in with how it is known and what is meant by it, colons included', async () => {
    const row = await screened.taken({ needs: 'housing:REFERRED:PERSON:sofa surfing: since May;mental-health:MET::PHQ-9 of 15;alcohol:IDENTIFIED' })

    const needs = (await screened.partsOf('need', row)).map(({ code, source, definition }) => [code, source, definition])
    expect(needs.toSorted()).toEqual([
      ['alcohol', null, null],
      ['housing', 'PERSON', 'sofa surfing: since May'],
      ['mental-health', null, 'PHQ-9 of 15']
    ])
    expect((await screened.take([row])).report).toMatchObject({ unchanged: 1 })
  })

  test('is brought up to date in both, and keeps what the row no longer says', async () => {
    const row = await screened.taken({ needs: 'housing:REFERRED:PERSON:sofa surfing' })

    expect((await screened.take([{ ...row, needs: 'housing:REFERRED:AGENCY:no fixed abode' }])).report).toMatchObject({ changed: 1 })
    expect((await screened.take([{ ...row, needs: 'housing:REFERRED' }])).report).toMatchObject({ unchanged: 1 })
    expect(await screened.partsOf('need', row)).toMatchObject([{ source: 'AGENCY', definition: 'no fixed abode', version: 2 }])
  })

  test('is read by a mapping of their codes of how it is known', async () => {
    const row = await screened.taken({})

    await screened.take([{ ...row, needs: 'housing:REFERRED:Self-report' }], {
      mapping: { columns: {}, codes: { 'needs.source': { 'self-report': 'PERSON' } } }
    })

    expect(await screened.partsOf('need', row)).toMatchObject([{ source: 'PERSON' }])
  })

  test.each([
    ['whose source is none of the codes', 'housing:REFERRED:GOSSIP', 'needs is none of PERSON'],
    ['whose meaning is longer than 2,000 characters', `housing:REFERRED::${'x'.repeat(2001)}`, 'needs has more than 2000 characters']
  ])('%s is refused', async (_, needs, reason) => {
    const row = await screened.taken({})

    expect((await screened.take([{ ...row, needs }])).rejected).toContain(`2,needs,"${reason}`)
  })

  test('whose meaning has 2,000 characters is taken', async () => {
    const row = await screened.taken({})

    expect((await screened.take([{ ...row, needs: `housing:REFERRED::${'x'.repeat(2000)}` }])).report).toMatchObject({ changed: 1 })
  })

  test('that is not in the need taxonomy is refused, once directory has told of that', async () => {
    const row = await screened.taken({})
    await screened.imports.rows("insert into liaison_diversion.known_need values ('housing')")

    const [refused, sound] = [await screened.take([{ ...row, needs: 'castles:MET' }]), await screened.take([{ ...row, needs: 'housing:MET' }])]
    await screened.imports.rows('delete from liaison_diversion.known_need')

    expect(refused.rejected).toContain('2,needs,"There is no such need in the need taxonomy')
    expect(sound.report).toMatchObject({ changed: 1 })
  })
})
