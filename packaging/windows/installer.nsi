; The Windows installer, made by pack.py, which passes the defines. With TRIAL, any NSIS makes one, for tests only.
;
; Without administrator rights it installs for one person, with them for all (/CURRENTUSER: for one all the same).
; Silent: /S, and /D=<folder> as the last argument, unquoted even with spaces. /DESKTOP adds the desktop icon,
; /DOWNGRADE lets it replace a newer version. The uninstaller knows /S and /PURGE: settings and secrets go as well.
; Exit codes: 0 done, 1 cancelled, 2 failed, 3 a newer version is there, 4 the program runs and does not close,
; 5 administrator rights are missing, 6 this Windows is too old, 7 the disk is too full (pack.py tells winget of them).
;
; An earlier program is put aside in the folder `${ASIDE}`, and goes when the new one is there; where that fails, it is
; put back.

; Until 3.11 people could put plug-ins into an elevated installer's temporary folder (CVE-2025-43715), and until 3.12 the
; temporary folder of one that runs as SYSTEM could be everybody's (bug 1326).
!ifndef TRIAL
  !if ${NSIS_PACKEDVERSION} < 0x03012000
    !error "NSIS 3.12 or later is needed: installers made by this one can be made to run other people's code."
  !endif
!endif

; The NSIS that its makers offer for Windows cannot make 64-bit programs; Debian's can. What is installed is the same.
!if /FileExists "${NSISDIR}\Stubs\lzma_solid-amd64-unicode"
  Target amd64-unicode
!else
  Target x86-unicode
!endif
!define NAME "Ticket Draft Inspector"
!define PUBLISHER "The Ticket Draft Inspector developers"
!define EXE "ticket-inspector.exe"
!define LIST "installed-files.txt"
!define INNER "_internal"
!define ID "TicketDraftInspector"
!define ASIDE "${ID}-older"
!define KIND "${ID}.Draft"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CLASSES "Software\Classes"
; Owned by administrators, inheriting nothing: they and the system do all, other people read and run. In SDDL.
!define GUARDED "O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;BU)"

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
RequestExecutionLevel user
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
AllowSkipFiles off ; a silent installation would skip what it can't write, and go on
!ifdef TRIAL
  BrandingText "${NAME} ${VERSION}, a trial made with NSIS ${NSIS_VERSION}"
!else
  BrandingText "${NAME} ${VERSION}"
!endif
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION4}"
VIFileVersion "${VERSION4}"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME} Setup"
VIAddVersionKey /LANG=0 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=0 "LegalCopyright" "© ${PUBLISHER}. MIT License."
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include TextFunc.nsh
!include WordFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include Integration.nsh
!include WinMessages.nsh

Var OlderFolder
Var OlderVersion
Var Folder ; what the shared functions of removing.nsh work on
Var Parameters
Var ForWhom

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_CUSTOMFUNCTION_GUIINIT TakeSharpPicture
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartProgram
!define MUI_WELCOMEPAGE_TEXT "$ForWhom$\r$\n$\r$\n$(Kept)$\r$\n$\r$\n$(^ClickNext)"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE TakeOwnFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.HideSpace
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
; The first is used where Windows speaks none of them.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Norwegian"
!insertmacro MUI_LANGUAGE "Swedish"
!insertmacro MUI_LANGUAGE "Danish"
!insertmacro MUI_LANGUAGE "Dutch"
!insertmacro MUI_LANGUAGE "French"
!include languages.nsh
!include removing.nsh

!insertmacro Removing ""
!insertmacro Removing "un."

; ---- Before the wizard

Function .onInit
  SetRegView 64
  ${GetParameters} $Parameters
  ; Older ones do not have this value. What GetVersion says depends on manifests, and under wine on more.
  ReadRegDWORD $0 HKLM "Software\Microsoft\Windows NT\CurrentVersion" "CurrentMajorVersionNumber"
  ${If} $0 < 10
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
  Call ChooseScope
  ReadRegStr $OlderFolder SHCTX "${UNINSTALL}" "InstallLocation"
  ReadRegStr $OlderVersion SHCTX "${UNINSTALL}" "DisplayVersion"
  Call MindOtherScope
  Call ChooseFolder
  Call AskAboutDowngrade
  Call ChooseParts
FunctionEnd

Function ChooseScope
  StrCpy $Folder "" ; the folder of the command line, if there is one
  ${If} $INSTDIR != "$LOCALAPPDATA\Programs\${NAME}"
    StrCpy $Folder $INSTDIR
  ${EndIf}
  UserInfo::GetAccountType
  Pop $0
  ClearErrors
  ${GetOptions} $Parameters "/CURRENTUSER" $1
  ${If} ${Errors}
  ${AndIf} $0 == "Admin"
    SetShellVarContext all
    StrCpy $ForWhom "$(ForAll)"
    StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
  ${Else}
    SetShellVarContext current
    StrCpy $ForWhom "$(ForOne)"
  ${EndIf}
FunctionEnd

Function ChooseFolder
  ${If} $Folder != ""
    StrCpy $INSTDIR $Folder
  ${ElseIf} $OlderFolder != ""
    StrCpy $INSTDIR $OlderFolder
  ${EndIf}
  Call TakeOwnFolder
FunctionEnd

; Where other things lie, take a folder within: names such as ${INNER} may be in use there, or be taken for ours later.
Function TakeOwnFolder
  ${DirState} "$INSTDIR" $0
  ${If} $0 <> 1
    Return
  ${ElseIf} $ForWhom == "$(ForOne)"
    ${If} ${FileExists} "$INSTDIR\${LIST}"
    ${OrIf} ${FileExists} "$INSTDIR\${ASIDE}\${LIST}"
      Return
    ${EndIf}
  ${ElseIf} $INSTDIR == $OlderFolder ; for all, nothing else is believed: anybody can put a list into a folder
    Return
  ${EndIf}
  StrCpy $INSTDIR "$INSTDIR\${NAME}"
FunctionEnd

; If it is there for all users, people need not install it again for themselves.
Function MindOtherScope
  ReadRegStr $0 HKLM "${UNINSTALL}" "DisplayVersion"
  ${If} $ForWhom == "$(ForOne)"
  ${AndIf} $0 != ""
  ${AndIf} $OlderVersion == ""
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(ForAllThere)" /SD IDYES IDYES alone
    SetErrorLevel 1
    Quit
    alone:
  ${EndIf}
FunctionEnd

Function AskAboutDowngrade
  ReadRegStr $1 SHCTX "${UNINSTALL}" "RankedVersion"
  ${VersionCompare} "$1" "${RANKED}" $0
  ${If} $1 == ""
  ${OrIf} $0 <> 1
    Return
  ${EndIf}
  ClearErrors
  ${GetOptions} $Parameters "/DOWNGRADE" $1
  ${If} ${Errors}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(Downgrade)" /SD IDNO IDYES replace
    SetErrorLevel 3
    Quit
    replace:
  ${EndIf}
FunctionEnd

; The wizard stretches its picture: where it would double every pixel, give it one of twice the size.
Function TakeSharpPicture
  System::Call 'user32::GetDC(p 0) p .r0'
  System::Call 'gdi32::GetDeviceCaps(p r0, i 88) i .r1' ; LOGPIXELSX: 96 is 100 %
  System::Call 'user32::ReleaseDC(p 0, p r0)'
  ${If} $1 > 120
    InitPluginsDir
    File "/oname=$PLUGINSDIR\modern-wizard.bmp" "${LARGE_PICTURE}"
  ${EndIf}
FunctionEnd

Function StartProgram
  ; By way of the shell, so that the program does not get the installer's rights.
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${EXE}"'
FunctionEnd

; ---- What is installed

Section "$(PartProgram)" PartProgram
  SectionIn RO
  ${If} $OlderFolder != ""
    StrCpy $Folder $OlderFolder
    Call CloseProgram
  ${EndIf}
  StrCpy $Folder $INSTDIR ; also what is there and unknown to the registry
  Call CloseProgram
  Call CheckSpace
  Call MakeFolder
  Call PutAside
  SetOutPath $INSTDIR
  SetOverwrite on
  File "/oname=${LIST}" "${FILES}" ; first of all: whatever happens, it can be taken away again
  WriteUninstaller "$INSTDIR\uninstall.exe"
  File /r "${SOURCE}${SLASH}*"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXE}"
  Call Register
  Call RemoveOlder
SectionEnd

Section "$(PartDraftFiles)" PartDraftFiles
  WriteRegStr SHCTX "${CLASSES}\.ticketdraft" "" "${KIND}"
SectionEnd

Section /o "$(PartDesktop)" PartDesktop
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${EXE}"
SectionEnd

Section "-last"
  ; Undo what an earlier installation did and was not chosen this time.
  ReadRegStr $0 SHCTX "${CLASSES}\.ticketdraft" ""
  ${IfNot} ${SectionIsSelected} ${PartDraftFiles}
  ${AndIf} $0 == "${KIND}"
    DeleteRegValue SHCTX "${CLASSES}\.ticketdraft" ""
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${PartDesktop}
    Delete "$DESKTOP\${NAME}.lnk"
  ${EndIf}
  ${NotifyShell_AssocChanged}
SectionEnd

; What was put aside, and an installation in another folder. If what was put aside shows up there too, it is the same
; folder under another name.
Function RemoveOlder
  ${If} $OlderFolder != ""
  ${AndIf} $OlderFolder != $INSTDIR
  ${AndIfNot} ${FileExists} "$OlderFolder\${ASIDE}\*.*"
    StrCpy $Folder $OlderFolder
    Delete "$Folder\uninstall.exe"
    Call RemoveListed
  ${EndIf}
  StrCpy $Folder "$INSTDIR\${ASIDE}"
  Call RemoveListed
FunctionEnd

Function CheckSpace
  ${GetRoot} "$INSTDIR" $0
  ClearErrors
  ${DriveSpace} "$0\" "/D=F /S=M" $1
  ${IfNot} ${Errors}
  ${AndIf} $1 < ${MEGABYTES}
    MessageBox MB_OK|MB_ICONSTOP "$(DiskFull)" /SD IDOK
    SetErrorLevel 7
    Quit
  ${EndIf}
FunctionEnd

; For all users: a folder into which only administrators write, and which was so from its first moment on. Where others
; can write, they can have an administrator run or remove what they like. One that is there is made anew if it is empty.
Function MakeFolder
  ${If} $ForWhom == "$(ForOne)"
    Return
  ${EndIf}
  RMDir $INSTDIR ; of a link only itself
  ${GetParent} $INSTDIR $0
  CreateDirectory $0
  System::Call 'advapi32::ConvertStringSecurityDescriptorToSecurityDescriptorW(w "${GUARDED}", i 1, *p .r1, p 0)'
  IntOp $2 3 * ${NSIS_PTR_SIZE}
  System::Call '*(p r2, p r1, p 0) p .r2' ; SECURITY_ATTRIBUTES, in which each takes the room of a pointer
  StrCpy $4 $INSTDIR
  System::Call 'kernel32::CreateDirectoryW(w r4, p r2) i .r3'
  System::Free $2
  System::Call 'kernel32::LocalFree(p r1)'
  ${If} $3 = 0
  ${AndIf} $INSTDIR != $OlderFolder
    MessageBox MB_OK|MB_ICONSTOP "$(Taken)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

!macro PutAside part
  ${If} ${FileExists} "$INSTDIR\${part}"
    Rename "$INSTDIR\${part}" "$INSTDIR\${ASIDE}\${part}"
  ${EndIf}
!macroend

; The program in $INSTDIR; where a part of it is in use, nothing is changed.
Function PutAside
  ${IfNot} ${FileExists} "$INSTDIR\${LIST}"
    Return
  ${EndIf}
  Push "$INSTDIR\${ASIDE}" ; left by an installation that was cut short
  Call RemoveTree
  CreateDirectory "$INSTDIR\${ASIDE}"
  StrCpy $0 "$INSTDIR\${ASIDE}"
  Call CheckIfFolder
  ClearErrors
  ${If} $0 = 1
    !insertmacro PutAside ${INNER}
    !insertmacro PutAside ${EXE}
    !insertmacro PutAside ${LIST}
  ${EndIf}
  ${If} ${Errors}
  ${OrIf} $0 = 0
    Call PutBack
    StrCpy $Folder $INSTDIR
    MessageBox MB_OK|MB_ICONSTOP "$(Stuck)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

; Only what was put aside; a part that never was still has its name, so it stays.
Function PutBack
  Rename "$INSTDIR\${ASIDE}\${INNER}" "$INSTDIR\${INNER}"
  Rename "$INSTDIR\${ASIDE}\${EXE}" "$INSTDIR\${EXE}"
  Rename "$INSTDIR\${ASIDE}\${LIST}" "$INSTDIR\${LIST}"
  RMDir "$INSTDIR\${ASIDE}"
FunctionEnd

; Called by NSIS where a file can't be written, or the person stops in the middle.
Function .onInstFailed
  SetOutPath $TEMP ; else the folder is in use
  ${If} ${FileExists} "$INSTDIR\${ASIDE}\${LIST}"
    Push "$INSTDIR\${INNER}"
    Call RemoveTree
    Delete "$INSTDIR\${EXE}"
    Delete "$INSTDIR\${LIST}"
    Call PutBack
  ${Else}
    Delete "$INSTDIR\uninstall.exe"
    StrCpy $Folder $INSTDIR
    Call RemoveListed
  ${EndIf}
  SetErrorLevel 2
FunctionEnd

Function ChooseParts
  ClearErrors
  ${GetOptions} $Parameters "/DESKTOP" $0
  ${IfNot} ${Errors}
  ${OrIf} ${FileExists} "$DESKTOP\${NAME}.lnk"
    !insertmacro SelectSection ${PartDesktop}
  ${EndIf}
  ReadRegStr $0 SHCTX "${CLASSES}\.ticketdraft" ""
  ${If} $OlderVersion != ""
  ${AndIf} $0 != "${KIND}" ; was not chosen then, or has been taken by another program
    !insertmacro UnselectSection ${PartDraftFiles}
  ${EndIf}
FunctionEnd

Function Register
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "RankedVersion" "${RANKED}"
  WriteRegStr SHCTX "${UNINSTALL}" "URLInfoAbout" "${HOME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ; What the program opens: .ticketdraft by itself where that part was chosen, both by `Open with`.
  WriteRegStr SHCTX "${CLASSES}\${KIND}" "" "$(FileKind)"
  WriteRegStr SHCTX "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr SHCTX "${CLASSES}\Applications\${EXE}" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\Applications\${EXE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr SHCTX "${CLASSES}\Applications\${EXE}\SupportedTypes" ".ticketdraft" ""
  WriteRegStr SHCTX "${CLASSES}\Applications\${EXE}\SupportedTypes" ".json" ""
  WriteRegNone SHCTX "${CLASSES}\.ticketdraft\OpenWithProgids" "${KIND}"
  WriteRegNone SHCTX "${CLASSES}\.json\OpenWithProgids" "${KIND}"
FunctionEnd

; ---- Uninstalling

; "Space required: 0 KB" means nothing to people who uninstall.
Function un.HideSpace
  FindWindow $0 "#32770" "" $HWNDPARENT
  GetDlgItem $0 $0 1023 ; of NSIS' components page
  ShowWindow $0 ${SW_HIDE}
FunctionEnd

Function un.FindScope
  ; Installed for all or for one: look whose registry entry names this folder.
  SetShellVarContext current
  ReadRegStr $0 SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $0 == $INSTDIR
    Return
  ${EndIf}
  ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $0 != $INSTDIR ; another person's, or nobody's: the files go, but nobody else's entry
    Return
  ${EndIf}
  SetShellVarContext all
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    Return
  ${EndIf}
  ClearErrors
  ${GetOptions} $Parameters "/ELEVATED" $0
  ${If} ${Errors} ; Windows starts an uninstaller without rights; ask for them once.
    ClearErrors
    ExecShell "runas" "$INSTDIR\uninstall.exe" "$Parameters /ELEVATED"
    ${IfNot} ${Errors}
      Quit
    ${EndIf}
  ${EndIf}
  MessageBox MB_OK|MB_ICONSTOP "$(NotElevated)" /SD IDOK
  SetErrorLevel 5
  Quit
FunctionEnd

Section "un.$(PartProgram)" PartUninstall
  SectionIn RO
  StrCpy $Folder $INSTDIR
  Call un.CloseProgram
  StrCpy $Folder "$INSTDIR\${ASIDE}" ; left by an upgrade that was cut short
  Call un.RemoveListed
  StrCpy $Folder $INSTDIR
  Call un.RemoveListed
  Delete "$INSTDIR\uninstall.exe"
  RMDir $INSTDIR
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ReadRegStr $0 SHCTX "${CLASSES}\.ticketdraft" ""
  ${If} $0 == "${KIND}"
    DeleteRegValue SHCTX "${CLASSES}\.ticketdraft" ""
  ${EndIf}
  DeleteRegValue SHCTX "${CLASSES}\.ticketdraft\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.ticketdraft\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.ticketdraft"
  DeleteRegValue SHCTX "${CLASSES}\.json\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.json\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.json"
  DeleteRegKey SHCTX "${CLASSES}\${KIND}"
  DeleteRegKey SHCTX "${CLASSES}\Applications\${EXE}"
  DeleteRegKey SHCTX "${UNINSTALL}"
  ${NotifyShell_AssocChanged}
SectionEnd

Section /o "un.$(PartSettings)" PartSettings
  Call un.RemoveSettings
SectionEnd

Section /o "un.$(PartSecrets)" PartSecrets
  Call un.RemoveSecrets
SectionEnd

; Below the sections that it names.
Function un.onInit
  SetRegView 64
  ${GetParameters} $Parameters
  Call un.FindScope
  ClearErrors
  ${GetOptions} $Parameters "/PURGE" $0
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${PartSettings}
    !insertmacro SelectSection ${PartSecrets}
  ${EndIf}
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${PartProgram} "$(AboutProgram)"
  !insertmacro MUI_DESCRIPTION_TEXT ${PartDraftFiles} "$(AboutDraftFiles)"
  !insertmacro MUI_DESCRIPTION_TEXT ${PartDesktop} "$(AboutDesktop)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END
!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${PartUninstall} "$(AboutUninstall)"
  !insertmacro MUI_DESCRIPTION_TEXT ${PartSettings} "$(AboutSettings)"
  !insertmacro MUI_DESCRIPTION_TEXT ${PartSecrets} "$(AboutSecrets)"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END
