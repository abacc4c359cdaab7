// Names for invented people, by the group whose names they are. Each line of spellings is one name, as different services write it down.

export type EthnicGroup = 'White British' | 'White other' | 'Asian' | 'Black' | 'Arab'

type Pool = { share: number; male: string[][]; female: string[][]; family: string[][] }

const spellings = (text: string) => text.split(' ').map((name) => name.split('/'))

export const pools: Record<EthnicGroup, Pool> = {
  'White British': {
    share: 0.7,
    male: spellings(
      'David/Dave James/Jim/Jamie John/Jack Michael/Mike/Mick Robert/Rob/Bob Paul Daniel/Dan/Danny Christopher/Chris Mark Andrew/Andy Stephen/Steven/Steve Thomas/Tom Matthew/Matt Lee Craig Ryan Liam Callum/Calum Kyle Jordan Connor/Conor Luke Adam Anthony/Antony/Tony Shaun/Sean/Shawn Darren Gary/Gaz Wayne Dean Carl/Karl Ian/Iain Scott Joseph/Joe Joshua/Josh Nathan Lewis/Louis Samuel/Sam Benjamin/Ben Peter/Pete William/Will/Bill Stuart/Stewart Neil Kevin/Kev'
    ),
    female: spellings(
      'Sarah/Sara Emma Laura Claire/Clare Rebecca/Becky Gemma Rachel/Rachael Kelly Victoria/Vicky Katherine/Catherine/Kate Nicola/Nicky Lisa Jennifer/Jenny Samantha/Sam Louise Amy Charlotte Michelle Hannah Jessica/Jess Natalie Stacey/Stacy Leanne Kirsty Donna Joanne/Jo Julie Amanda/Mandy Danielle Chloe Sophie Lauren Zoe Megan Shannon Jade Tracey/Tracy Karen Elizabeth/Liz/Beth Susan/Sue'
    ),
    family: spellings(
      "Smith Jones Taylor Brown Williams Wilson Johnson Davies/Davis Robinson Wright Thompson/Thomson/Tompson Evans Walker White Roberts Green Hall Wood Jackson Clarke/Clark Hughes Edwards Harris Lewis Cooper King Baker Turner Hill Scott Morris Moore Parker Bennett/Bennet Cook/Cooke Shaw Bailey/Bayley Carter Ward Ashworth Entwistle/Entwhistle Haworth/Howarth Pickup Rigby Singleton Whiteside/Whitesyde Threlfall Eccles Duckworth Hindle Cunliffe/Cunliff Fairclough/Fairclow Kershaw Sharples Catterall/Catterell Bleasdale O'Brien/OBrien O'Neill/ONeill/O'Neil McDonald/Macdonald McCarthy/MacCarthy Fitzgerald Smith-Jones/Smith Hartley-Brown/Hartley"
    )
  },
  'White other': {
    share: 0.08,
    male: spellings(
      'Piotr/Peter Paweł/Pawel Krzysztof/Krzystof Łukasz/Lukasz Michał/Michal Andrei/Andrej Ionuț/Ionut Vasile/Vasil Tomasz/Thomas Jan Aleksandr/Alexander/Oleksandr Dmitri/Dmitry/Dimitri Marek Jonas'
    ),
    female: spellings('Agnieszka Małgorzata/Malgorzata Katarzyna/Kasia Ewa/Eva Ioana/Joana Elena/Helena Natalia/Nataliya Olga Svetlana/Swetlana Monika/Monica'),
    family: spellings(
      'Kowalski/Kowalsky Nowak/Novak Wiśniewski/Wisniewski Wójcik/Wojcik Zieliński/Zielinski Popescu Ionescu Ivanov/Ivanow Petrov/Petrow Müller/Mueller/Muller Kazlauskas Jankauskas Shevchenko/Szewczenko Bondarenko Dąbrowski/Dabrowski'
    )
  },
  Asian: {
    share: 0.12,
    male: spellings(
      'Mohammed/Muhammad/Mohammad/Mohamed Ahmed/Ahmad Ali Hassan/Hasan Imran Usman/Osman Bilal Asif Tariq/Tarek Zeeshan/Zishan Raja Sajid Amir/Aamir Hamza/Hamzah Ibrahim/Ebrahim Yusuf/Yousaf/Yousuf Adeel/Adil Kashif Naveed/Navid Sukhdev'
    ),
    female: spellings('Fatima/Fatimah Aisha/Ayesha/Aysha Zainab/Zaynab Maryam/Mariam Sana Saima/Saimah Nadia Shabana Noor/Nur Rukhsana/Ruksana'),
    family: spellings(
      'Khan Hussain/Hussein/Husain Ahmed/Ahmad Patel Ali Iqbal/Eqbal Mahmood/Mahmoud/Mehmood Akhtar/Akthar Begum Shah Malik/Malick Singh Rahman/Rehman Mirza Chaudhry/Choudhury/Chaudry Bibi Aslam Qureshi/Kureshi Sheikh/Shaikh Butt'
    )
  },
  Black: {
    share: 0.07,
    male: spellings(
      'Kwame Kofi Emmanuel/Emanuel Samuel/Sam Tyrone/Tyron Jermaine/Germaine Leroy Winston Dwayne/Duane Chukwuemeka/Emeka Oluwaseun/Seun Babatunde/Tunde Abdi Yusuf/Yusef'
    ),
    female: spellings('Ama Abena Grace Blessing Chidinma Oluwaseyi/Seyi Shanice/Chanice Latoya Precious Hodan'),
    family: spellings(
      'Mensah Owusu Boateng/Boating Okafor/Okafo Adeyemi/Adeyemy Okonkwo Campbell/Cambell Williams Brown Clarke/Clark Johnson Osei Abdi Mohamed/Mohammed Diallo/Jallow Nkosi'
    )
  },
  Arab: {
    share: 0.03,
    male: spellings(
      'Omar/Umar Khalid/Khaled Youssef/Yousef/Yusuf Mustafa/Mostafa Karim/Kareem Samir/Sameer Abdullah/Abdulla/Abdallah Mahmoud/Mahmud Tarek/Tariq Walid/Waleed'
    ),
    female: spellings('Layla/Leila Amira/Ameera Huda/Hoda Rania/Raniya Salma/Selma Yasmin/Yasmeen'),
    family: spellings(
      'Al-Hassan/Hassan/El-Hassan Al-Masri/Masri/El-Masry Haddad/Hadad Al-Sayed/Sayed/El-Sayyid Nasser/Naser/Nasir Mansour/Mansur Khalil/Khaleel Aziz/Azeez Farouk/Faruq Saleh/Salih'
    )
  }
}
