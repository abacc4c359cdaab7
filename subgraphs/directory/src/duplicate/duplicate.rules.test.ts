import { gather, isLikeName, mostSuggestions } from './duplicate.rules.ts'

test.each([
  ['Example Night Shelter', 'Night Shelter (Example)', true],
  ['Citizens Advice Burnley', 'Burnley Citizens Advice Bureau', true],
  ['Example Recovery Hub', 'The Example Recovery Hub Ltd', true],
  ['Women’s Centre Example', 'Womens Centre, Example', true],
  ['Example Recovry Hub', 'Example Recovery Hub', true],
  ['Alcohol Support Service', 'Housing Support Service', false],
  ['Example Food Bank', 'Example Youth Club', false],
  ['The Project', 'The Project', false],
  ['Example', 'Example Food Bank And Debt Advice', false],
  ['', 'Example', false]
])('names are alike where they say the same, apart from what all say: %p and %p', (one, other, isAlike) => {
  expect([isLikeName(one, other), isLikeName(other, one)]).toEqual([isAlike, isAlike])
})

test('another entry is suggested once, with all that speaks for it, the likeliest first', () => {
  const gathered = gather([
    { otherId: 'c', reason: 'SAME_WEB_ADDRESS' },
    { otherId: 'b', reason: 'SAME_PHONE' },
    { otherId: 'a', reason: 'SAME_WEB_ADDRESS' },
    { otherId: 'd', reason: 'SAME_REGISTERED_NUMBER' },
    { otherId: 'd', reason: 'SAME_PHONE' },
    { otherId: 'd', reason: 'SAME_PHONE' }
  ])

  expect(gathered).toEqual([
    { otherId: 'd', reasons: ['SAME_PHONE', 'SAME_REGISTERED_NUMBER'] },
    { otherId: 'b', reasons: ['SAME_PHONE'] },
    { otherId: 'a', reasons: ['SAME_WEB_ADDRESS'] },
    { otherId: 'c', reasons: ['SAME_WEB_ADDRESS'] }
  ])
})

test('no more are suggested than an editor looks at', () => {
  const many = Array.from({ length: 50 }, (_, place) => ({ otherId: String(place), reason: 'SAME_PHONE' as const }))

  expect(gather(many)).toHaveLength(mostSuggestions)
})
