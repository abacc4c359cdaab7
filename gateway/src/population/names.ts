// Invented on purpose: nobody could take these for real people.

export const givenNames = {
  M: 'Testan Samplo Mockley Dummar Fiction Placeholdo Exemplar Protus Simulo Draftan Specimo Templar Phantomas Synthon Fablen Modello Notrealo Imaginus Pretendo Madeupp'.split(
    ' '
  ),
  F: 'Testina Samplina Mockette Dummina Fictia Placeholda Exempla Protina Simula Draftine Specima Templata Phantoma Synthia Fablina Modella Notreala Imagina Pretenda Madeuppa'.split(
    ' '
  )
} as const

const beginnings =
  'Test Sample Mock Dummy Fiction Placeholder Example Proto Simul Draft Specimen Template Phantom Synth Fable Model Notreal Imagin Pretend Madeup'.split(' ')
const endings = 'erby wood field worth ington shaw bottom thwaite ham ley dale ford croft gate side ridge mere holme combe stead'.split(' ')

export const familyNames = beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending))
