"""Words that the reading of names needs: what opens sentences, and what names bear."""

from __future__ import annotations

OPENERS = frozenset(
    """
    according additionally ahead air airlines airport although amid analysts animal army article
    articles astronomers authorities authority average bank banks biologist board book border bridge
    budget building business campaign car cash central change child children cities citizens city
    climate club coach coal coast commuter companies company conditions contract cost council
    countries country court crew crime critics crowd customers damage data deal death deaths deaths
    debt defence defense demand democracy despite dialogue diplomats district doctors dozens drivers
    drought drug drugs during early earlier earth east economists economy education election
    employees energy engineers environment european evidence exports factory families family farmers
    film fire firefighters firm firms fishermen flight flood flooding floods food foreign former forest
    fuel fuels fish funding gas global government governments group groups growth half health heat
    heavy high higher home homes hospital hospitals hours house housing human hunting import imports
    industry inflation information interest international internet investigators investors island
    job jobs journalists judge judges jury land landlords late later law lawmakers lawyers leader
    leaders life local low lower main major man market markets mass mayor media meanwhile members men
    migrants military minister ministers ministry money month months more moose mother motorists
    museum music nations nearly neither news neighbours night north nuclear nurses officer officers
    officials oil old opponents opposition order others output overall parents parliament part
    participants parties party passengers patients pay peace pensioners people personnel pilots plan
    plans plants play player players police policy political politicians polls poor power pressure
    previous price prices prime prison prisoners private production products profit profits
    prosecutors protest protesters protests public pupils rail rain rains rate rates record refugees
    regulators rebels relations relatives rents repairs report reporters reports rescue rescuers research researchers
    residents results revenue rising river road rivers rules russian sales salaries satellite school
    schools scientists sea security seller seven several share shares ship shops side sides smoke snow
    soldiers someone sources south space spending sports staff state states steel stock stocks storm
    storms street strike strikes striker student students study summer supplies support supporters
    survivors talk talks tax taxes teacher teachers team teams technology telescope television
    temperature temperatures tenants tens tests thieves thousands ticket tickets today together top
    tourism tourists town towns trade traffic train trains travel treatment troops truck trucks turnout
    two union unions unemployment united unlike users vaccine victims video village villagers violence
    visitors volunteers vote voters votes wages war water weather website west wild wildlife wind winter
    witnesses wolf wolves woman women wood work workers world year years yesterday young youth young
    none nobody nothing everyone everybody anyone somebody whoever eight eleven five four nine one six
    ten three twelve twenty thirty forty fifty sixty hundreds millions about around roughly
    approximately almost just only even following based given regarding asked speaking under
    within without overall however moreover furthermore thus hence instead still yet first second
    third finally lastly recently currently previously initially reportedly allegedly notably
    specifically similarly likewise nevertheless nonetheless elsewhere afterwards besides including
    blaze glacier ferry bees bee wild dockers sleep payment payments deforestation telescope talks
    negotiations negotiators delegates organisers organizers executives managers shoppers retailers
    schoolchildren jurors locals otters anglers fishermen firefighters paramedics hikers cyclists skiers
    walkers swimmers surfers sailors divers pensioners widows orphans twins couples partners spouses
    toddlers babies infants teenagers adults adolescents youngsters grandparents mothers fathers sons
    daughters brothers sisters husbands wives cousins neighbors colleagues friends fans supporters
    rivals opponents critics sceptics skeptics experts specialists academics lecturers professors
    pupils graduates trainees apprentices interns nurses midwives surgeons dentists pharmacists
    carers therapists psychologists economists historians archaeologists geologists astronauts
    meteorologists forecasters lawyers solicitors barristers magistrates detectives officers agents
    inspectors auditors accountants bankers brokers traders dealers lenders borrowers savers owners
    landowners homeowners renters builders plumbers electricians mechanics technicians programmers
    developers designers architects artists painters sculptors musicians singers dancers actors
    actresses directors producers writers authors poets novelists editors reporters broadcasters
    publishers readers viewers listeners spectators onlookers bystanders passers pedestrians
    commuters holidaymakers guests diners drinkers smokers patients donors recipients sufferers
    carriers captains crews pilots stewards sailors porters cleaners cooks chefs waiters bakers
    butchers farmhands shepherds gardeners foresters loggers hunters poachers smugglers traffickers
    robbers burglars thieves fraudsters hackers kidnappers hostages captives prisoners inmates guards
    wardens rangers scouts cadets recruits veterans generals admirals commanders fighters rebels
    insurgents extremists jihadists separatists loyalists royalists republicans democrats
    conservatives liberals socialists communists greens nationalists populists lawmakers senators
    congressmen deputies councillors ministers premiers monarchs royals bishops priests monks nuns
    imams rabbis worshippers pilgrims believers
    birds cows pigs sheep hens chickens dogs cats horses bears seals whales dolphins sharks turtles
    elephants lions tigers monkeys apes rats mice bats insects butterflies beetles wasps ants trees
    flowers crops vines olives apples potatoes
    shares bonds stocks currencies exporters importers lenders insurers airlines carmakers chipmakers
    drugmakers refiners miners utilities startups suppliers wholesalers grocers
    planes jets helicopters ferries ships boats trucks lorries buses trams taxis bikes bicycles
    bridges tunnels dams canals ports harbours airports stations hospitals clinics schools
    universities colleges museums galleries theatres cinemas libraries churches mosques temples
    fewer jets waves gusts landslides mudslides avalanches aftershocks tremors blackouts outages
    producers manufacturers exporters importers activists campaigners demonstrators strikers
    guards gunmen militants hackers fraud fishing farming mining cuts losses gains earnings shortages
    """.split()
)
"""Common words that begin sentences of news; a capital there makes no name of them."""

TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady president vice minister prime premier "
    "chancellor secretary state foreign finance defence defense interior education health senator sen "
    "representative rep governor gov mayor councillor king queen prince princess pope general gen "
    "colonel captain admiral judge justice chief executive officer director chairman chairwoman chair "
    "leader head spokesman spokeswoman spokesperson ceo former ambassador envoy coach striker "
    "goalkeeper midfielder defender author actor singer biologist glaciologist researcher".split()
)
"""Words before a name that may be left out or added."""

FREE = frozenset(
    "earth moon sun god internet celsius fahrenheit english i ok tv pm am web sources source article "
    "articles however".split()
)
"""Capitalised words that say nothing that needs support."""
