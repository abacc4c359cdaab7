import { whyNotOfTaxonomy } from './known-need.rules.ts'

describe('a need', () => {
  const known = new Set(['housing', 'alcohol'])

  test('is one of the taxonomy', () => {
    expect(whyNotOfTaxonomy(known, ['housing', 'alcohol'])).toBeNull()
    expect(whyNotOfTaxonomy(known, ['housing', 'Housing'])).toContain('no such need')
    expect(whyNotOfTaxonomy(known, ['castles'])).toContain('no such need')
  })

  test('is any, as long as the taxonomy was not told', () => expect(whyNotOfTaxonomy(new Set(), ['castles'])).toBeNull())
})
