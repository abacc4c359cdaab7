import { findNewTransfers, prisonOn } from './prison-transfer.rules.ts'
import type { PrisonTransferRow } from './prison-transfer.store.ts'

const to = (facilityId: string, transferredOn: string, fromFacilityId = 'PNI') => ({ facilityId, transferredOn, fromFacilityId }) as PrisonTransferRow
const [kirkham, garth] = [to('KMI', '2026-05-10'), to('GHI', '2026-05-20', 'KMI')]
const none: PrisonTransferRow[] = []

describe('the moves of a source that do not stand yet', () => {
  const at = (facilityId: string, ...transfers: PrisonTransferRow[]) => ({ facilityId, transfers })

  test.each([
    { name: 'all of a new episode', standing: at('PNI'), given: at('PNI', kirkham, garth), come: at('GHI', kirkham, garth) },
    { name: 'the second, where the first stands', standing: at('KMI', kirkham), given: at('PNI', kirkham, garth), come: at('GHI', garth) },
    { name: 'none, told again', standing: at('GHI', kirkham, garth), given: at('PNI', kirkham, garth), come: at('GHI') },
    { name: 'none, of a source that names the prison of the referral alone', standing: at('KMI', kirkham), given: at('PNI'), come: at('KMI') },
    { name: 'none, of a source that names the prison of now', standing: at('KMI', kirkham), given: at('KMI'), come: at('KMI') },
    { name: 'none, where the source corrects the prison of the referral', standing: at('PNI'), given: at('LGI'), come: at('LGI') }
  ])('$name', ({ standing, given, come }) => {
    expect(findNewTransfers(standing, given)).toEqual(come)
  })

  test('each is from where the person was, whatever stands between', () => {
    const standing = { facilityId: 'LGI', transfers: [to('LGI', '2026-05-12')] }
    expect(findNewTransfers(standing, { facilityId: 'PNI', transfers: [garth] })).toEqual({ transfers: [to('GHI', '2026-05-20', 'LGI')], facilityId: 'GHI' })
  })

  test.each([
    ['another prison', none],
    ['another prison, with moves', [garth]]
  ])('are not known where the source names %s than the one they were moved from', (_, transfers) => {
    expect(findNewTransfers({ facilityId: 'KMI', transfers: [kirkham] }, { facilityId: 'LGI', transfers })).toBeNull()
  })
})

test.each([
  ['2026-05-09', 'PNI'],
  ['2026-05-10', 'KMI'],
  ['2026-05-19', 'KMI'],
  ['2026-05-20', 'GHI']
])('on %s the person was in %s', (day, prison) => {
  expect(prisonOn(day, { facilityId: 'GHI', transfers: [kirkham, garth] })).toBe(prison)
})

test('who was not moved is where the episode says', () => {
  expect(prisonOn('2026-05-09', { facilityId: 'LGI', transfers: none })).toBe('LGI')
})
