; What the installer says in its own words; the wizard's come with NSIS. Each language has every key.

!macro Say key en de nb sv da nl fr
  LangString ${key} ${LANG_ENGLISH} `${en}`
  LangString ${key} ${LANG_GERMAN} `${de}`
  LangString ${key} ${LANG_NORWEGIAN} `${nb}`
  LangString ${key} ${LANG_SWEDISH} `${sv}`
  LangString ${key} ${LANG_DANISH} `${da}`
  LangString ${key} ${LANG_DUTCH} `${nl}`
  LangString ${key} ${LANG_FRENCH} `${fr}`
!macroend

!insertmacro Say ForOne \
  "Version ${VERSION} will be installed for you alone; no administrator rights are needed." \
  "Version ${VERSION} wird nur für Sie installiert; Administratorrechte sind nicht nötig." \
  "Versjon ${VERSION} blir installert bare for deg; administratorrettigheter trengs ikke." \
  "Version ${VERSION} installeras bara för dig; administratörsrättigheter behövs inte." \
  "Version ${VERSION} installeres kun for dig; administratorrettigheder er ikke nødvendige." \
  "Versie ${VERSION} wordt alleen voor u geïnstalleerd; beheerdersrechten zijn niet nodig." \
  "La version ${VERSION} sera installée pour vous seul ; aucun droit d’administrateur n’est nécessaire."
!insertmacro Say ForAll \
  "Version ${VERSION} will be installed for all users of this computer." \
  "Version ${VERSION} wird für alle Benutzer dieses Computers installiert." \
  "Versjon ${VERSION} blir installert for alle brukere av denne datamaskinen." \
  "Version ${VERSION} installeras för alla användare av den här datorn." \
  "Version ${VERSION} installeres for alle brugere af denne computer." \
  "Versie ${VERSION} wordt geïnstalleerd voor alle gebruikers van deze computer." \
  "La version ${VERSION} sera installée pour tous les utilisateurs de cet ordinateur."
!insertmacro Say Kept \
  "Settings and drafts of earlier versions stay as they are." \
  "Einstellungen und Entwürfe früherer Versionen bleiben, wie sie sind." \
  "Innstillinger og utkast fra tidligere versjoner forblir som de er." \
  "Inställningar och utkast från tidigare versioner förblir som de är." \
  "Indstillinger og kladder fra tidligere versioner forbliver, som de er." \
  "Instellingen en concepten van eerdere versies blijven zoals ze zijn." \
  "Les paramètres et brouillons des versions précédentes restent inchangés."
!insertmacro Say PartProgram \
  "Program" "Programm" "Program" "Program" "Program" "Programma" "Programme"
!insertmacro Say PartDraftFiles \
  "Open .ticketdraft files" ".ticketdraft-Dateien öffnen" "Åpne .ticketdraft-filer" "Öppna .ticketdraft-filer" \
  "Åbn .ticketdraft-filer" ".ticketdraft-bestanden openen" "Ouvrir les fichiers .ticketdraft"
!insertmacro Say PartDesktop \
  "Desktop icon" "Desktopsymbol" "Skrivebordsikon" "Skrivbordsikon" "Skrivebordsikon" "Bureaubladpictogram" \
  "Icône sur le bureau"
!insertmacro Say PartSettings \
  "Settings" "Einstellungen" "Innstillinger" "Inställningar" "Indstillinger" "Instellingen" "Paramètres"
!insertmacro Say PartSecrets \
  "Stored passwords" "Gespeicherte Passwörter" "Lagrede passord" "Sparade lösenord" "Gemte adgangskoder" \
  "Opgeslagen wachtwoorden" "Mots de passe enregistrés"
!insertmacro Say AboutProgram \
  "The program and its entry in the Start menu." \
  "Das Programm und sein Eintrag im Startmenü." \
  "Programmet og oppføringen på Start-menyen." \
  "Programmet och dess post på Start-menyn." \
  "Programmet og dets punkt i menuen Start." \
  "Het programma en de vermelding ervan in het menu Start." \
  "Le programme et son entrée dans le menu Démarrer."
!insertmacro Say AboutDraftFiles \
  "A double-click on a .ticketdraft file opens it here." \
  "Ein Doppelklick auf eine .ticketdraft-Datei öffnet sie hier." \
  "Et dobbeltklikk på en .ticketdraft-fil åpner den her." \
  "Ett dubbelklick på en .ticketdraft-fil öppnar den här." \
  "Et dobbeltklik på en .ticketdraft-fil åbner den her." \
  "Dubbelklikken op een .ticketdraft-bestand opent het hier." \
  "Un double-clic sur un fichier .ticketdraft l’ouvre ici."
!insertmacro Say AboutDesktop \
  "An icon on the desktop that starts the program." \
  "Ein Symbol auf dem Desktop, das das Programm startet." \
  "Et ikon på skrivebordet som starter programmet." \
  "En ikon på skrivbordet som startar programmet." \
  "Et ikon på skrivebordet, der starter programmet." \
  "Een pictogram op het bureaublad dat het programma start." \
  "Une icône sur le bureau pour lancer le programme."
!insertmacro Say AboutUninstall \
  "The program. Your drafts stay where you saved them." \
  "Das Programm. Ihre Entwürfe bleiben, wo Sie sie gespeichert haben." \
  "Programmet. Utkastene blir liggende der du lagret dem." \
  "Programmet. Dina utkast ligger kvar där du sparade dem." \
  "Programmet. Dine kladder bliver, hvor du gemte dem." \
  "Het programma. Uw concepten blijven waar u ze hebt opgeslagen." \
  "Le programme. Vos brouillons restent là où vous les avez enregistrés."
!insertmacro Say AboutSettings \
  "Also removes your connections, recent files and window layout." \
  "Entfernt auch Ihre Verbindungen, zuletzt verwendeten Dateien und das Fensterlayout." \
  "Fjerner også tilkoblinger, nylig brukte filer og vindusoppsett." \
  "Tar även bort anslutningar, senast använda filer och fönsterlayout." \
  "Fjerner også forbindelser, seneste filer og vinduesopsætning." \
  "Verwijdert ook uw verbindingen, recente bestanden en vensterindeling." \
  "Supprime aussi vos connexions, fichiers récents et disposition des fenêtres."
!insertmacro Say AboutSecrets \
  "Also removes what the program keeps in the Windows Credential Manager." \
  "Entfernt auch, was das Programm in der Windows-Anmeldeinformationsverwaltung aufbewahrt." \
  "Fjerner også det programmet har lagret i Legitimasjonsbehandling i Windows." \
  "Tar även bort det som programmet har sparat i Autentiseringshanteraren i Windows." \
  "Fjerner også det, programmet har gemt i Legitimationsadministration i Windows." \
  "Verwijdert ook wat het programma in Referentiebeheer van Windows bewaart." \
  "Supprime aussi ce que le programme conserve dans le Gestionnaire d’identification de Windows."
!insertmacro Say FileKind \
  "Ticket draft" "Ticketentwurf" "Saksutkast" "Ärendeutkast" "Sagskladde" "Ticketconcept" "Brouillon de ticket"
!insertmacro Say Running \
  "${NAME} is running. Choose OK to close it; it will ask about drafts that are not saved." \
  "${NAME} läuft gerade. Mit OK wird es geschlossen; es fragt dann nach nicht gespeicherten Entwürfen." \
  "${NAME} kjører. Velg OK for å lukke det; det spør om utkast som ikke er lagret." \
  "${NAME} körs. Välj OK för att stänga det; det frågar om utkast som inte har sparats." \
  "${NAME} kører. Vælg OK for at lukke det; det spørger om kladder, der ikke er gemt." \
  "${NAME} is actief. Kies OK om het te sluiten; er wordt gevraagd naar niet-opgeslagen concepten." \
  "${NAME} est en cours d’exécution. Choisissez OK pour le fermer ; il demandera que faire des brouillons non enregistrés."
!insertmacro Say Downgrade \
  "The newer version $OlderVersion is installed. Replace it with version ${VERSION}?" \
  "Die neuere Version $OlderVersion ist installiert. Durch Version ${VERSION} ersetzen?" \
  "Den nyere versjonen $OlderVersion er installert. Vil du erstatte den med versjon ${VERSION}?" \
  "Den nyare versionen $OlderVersion är installerad. Vill du ersätta den med version ${VERSION}?" \
  "Den nyere version $OlderVersion er installeret. Vil du erstatte den med version ${VERSION}?" \
  "De nieuwere versie $OlderVersion is geïnstalleerd. Vervangen door versie ${VERSION}?" \
  "La version plus récente $OlderVersion est installée. La remplacer par la version ${VERSION} ?"
!insertmacro Say Stuck \
  "The earlier program could not be removed from $Folder." \
  "Das bisherige Programm konnte nicht aus $Folder entfernt werden." \
  "Det tidligere programmet kunne ikke fjernes fra $Folder." \
  "Det tidigare programmet kunde inte tas bort från $Folder." \
  "Det tidligere program kunne ikke fjernes fra $Folder." \
  "Het eerdere programma kon niet uit $Folder worden verwijderd." \
  "L’ancien programme n’a pas pu être supprimé de $Folder."
!insertmacro Say Taken \
  "$INSTDIR can't be made. For all users the folder must be new or empty, so that nobody else has put anything there." \
  "$INSTDIR kann nicht angelegt werden. Für alle Benutzer muss der Ordner neu oder leer sein, damit niemand sonst etwas hineingelegt hat." \
  "$INSTDIR kan ikke opprettes. For alle brukere må mappen være ny eller tom, slik at ingen andre har lagt noe der." \
  "$INSTDIR kan inte skapas. För alla användare måste mappen vara ny eller tom, så att ingen annan har lagt något där." \
  "$INSTDIR kan ikke oprettes. For alle brugere skal mappen være ny eller tom, så ingen andre har lagt noget der." \
  "$INSTDIR kan niet worden gemaakt. Voor alle gebruikers moet de map nieuw of leeg zijn, zodat niemand anders er iets in heeft gezet." \
  "Impossible de créer $INSTDIR. Pour tous les utilisateurs, le dossier doit être nouveau ou vide, afin que personne d’autre n’y ait rien déposé."
!insertmacro Say DiskFull \
  "There is not enough room in $INSTDIR: ${MEGABYTES} MB are needed. Nothing was changed." \
  "In $INSTDIR ist nicht genug Platz: ${MEGABYTES} MB werden benötigt. Es wurde nichts geändert." \
  "Det er ikke nok plass i $INSTDIR: ${MEGABYTES} MB trengs. Ingenting ble endret." \
  "Det finns inte tillräckligt med utrymme i $INSTDIR: ${MEGABYTES} MB behövs. Ingenting har ändrats." \
  "Der er ikke plads nok i $INSTDIR: der kræves ${MEGABYTES} MB. Intet blev ændret." \
  "Er is niet genoeg ruimte in $INSTDIR: er is ${MEGABYTES} MB nodig. Er is niets gewijzigd." \
  "L’espace disponible dans $INSTDIR est insuffisant : ${MEGABYTES} Mo sont nécessaires. Rien n’a été modifié."
!insertmacro Say ForAllThere \
  "The program is already installed for all users of this computer. Install it for yourself as well?" \
  "Das Programm ist bereits für alle Benutzer dieses Computers installiert. Auch noch für Sie allein installieren?" \
  "Programmet er allerede installert for alle brukere av denne datamaskinen. Vil du installere det også bare for deg?" \
  "Programmet är redan installerat för alla användare av den här datorn. Vill du installera det även bara för dig?" \
  "Programmet er allerede installeret for alle brugere af denne computer. Vil du installere det også kun for dig?" \
  "Het programma is al voor alle gebruikers van deze computer geïnstalleerd. Ook nog alleen voor u installeren?" \
  "Le programme est déjà installé pour tous les utilisateurs de cet ordinateur. L’installer aussi pour vous seul ?"
!insertmacro Say NotElevated \
  "The program was installed for all users. Only an administrator can remove it." \
  "Das Programm wurde für alle Benutzer installiert. Nur ein Administrator kann es entfernen." \
  "Programmet ble installert for alle brukere. Bare en administrator kan fjerne det." \
  "Programmet installerades för alla användare. Endast en administratör kan ta bort det." \
  "Programmet blev installeret for alle brugere. Kun en administrator kan fjerne det." \
  "Het programma is voor alle gebruikers geïnstalleerd. Alleen een beheerder kan het verwijderen." \
  "Le programme a été installé pour tous les utilisateurs. Seul un administrateur peut le supprimer."
!insertmacro Say TooOld \
  "${NAME} needs Windows 10 or later." \
  "${NAME} benötigt Windows 10 oder neuer." \
  "${NAME} krever Windows 10 eller nyere." \
  "${NAME} kräver Windows 10 eller senare." \
  "${NAME} kræver Windows 10 eller nyere." \
  "${NAME} vereist Windows 10 of hoger." \
  "${NAME} nécessite Windows 10 ou une version ultérieure."
