; What the installer and the uninstaller both do with an installed program: ask it to close, remove its files.

!define PATIENCE 60 ; half seconds that the program gets to close; a person may be answering about a draft

!macro Removing un
; Put into $0 whether $Folder's program is running: Windows lets nobody write to a running program.
Function ${un}CheckIfRunning
  StrCpy $0 0
  ${If} ${FileExists} "$Folder\${EXE}"
    ClearErrors
    FileOpen $1 "$Folder\${EXE}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
FunctionEnd

; Close each window of $Folder's program as its close button would; it then asks about unsaved drafts.
Function ${un}CloseWindows
  StrCpy $2 0
  next:
    System::Call 'user32::FindWindowExW(p 0, p r2, p 0, p 0) p .r2'
    ${If} $2 P= 0
      Return
    ${EndIf}
    System::Call 'user32::IsWindowVisible(p r2) i .r3'
    ${If} $3 = 0
      Goto next
    ${EndIf}
    System::Call 'user32::GetWindowThreadProcessId(p r2, *i .r3)'
    System::Call 'kernel32::OpenProcess(i 0x1000, i 0, i r3) p .r4' ; no more than asking for its name
    ${If} $4 P= 0
      Goto next
    ${EndIf}
    System::Call 'kernel32::QueryFullProcessImageNameW(p r4, i 0, w .r5, *i ${NSIS_MAX_STRLEN}) i .r6'
    System::Call 'kernel32::CloseHandle(p r4)'
    ${If} $6 <> 0
    ${AndIf} $5 == "$Folder\${EXE}"
      System::Call 'user32::PostMessageW(p r2, i ${WM_CLOSE}, p 0, p 0)'
    ${EndIf}
    Goto next
FunctionEnd

Function ${un}CloseProgram
  again:
  Call ${un}CheckIfRunning
  ${If} $0 = 0
    Return
  ${EndIf}
  MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDOK IDOK close
    SetErrorLevel 4
    Quit
  close:
  Call ${un}CloseWindows
  ${For} $7 1 ${PATIENCE}
    Sleep 500
    Call ${un}CheckIfRunning
    ${If} $0 = 0
      Return
    ${EndIf}
  ${Next}
  IfSilent 0 again
  SetErrorLevel 4
  Quit
FunctionEnd

; Put into $0 whether a path is a folder by itself: 0 too where it is a link to one (a junction, say), or is not there.
Function ${un}CheckIfFolder
  System::Call 'kernel32::GetFileAttributesW(w r0) i .r0'
  IntOp $0 $0 & 0x410 ; FILE_ATTRIBUTE_DIRECTORY and _REPARSE_POINT
  ${If} $0 = 0x10
    StrCpy $0 1
  ${Else}
    StrCpy $0 0
  ${EndIf}
FunctionEnd

; Put into $0 whether what a line ($2) names lies within $Folder: people may have written to the list, or have put a link
; where a folder was.
Function ${un}CheckIfWithin
  ${For} $4 0 ${NSIS_MAX_STRLEN}
    StrCpy $3 $2 1 $4
    StrCpy $5 $2 2 $4
    ${If} $3 == ""
      StrCpy $0 1
      Return
    ${ElseIf} $3 == ":"
    ${OrIf} $3 == "/"
    ${OrIf} $5 == ".."
      StrCpy $0 0
      Return
    ${ElseIf} $3 == "\"
      StrCpy $5 $2 $4 ; nothing where the line begins with it
      StrCpy $0 "$Folder\$5"
      Call ${un}CheckIfFolder
      ${If} $0 = 0
      ${OrIf} $5 == ""
        StrCpy $0 0
        Return
      ${EndIf}
    ${EndIf}
  ${Next}
FunctionEnd

; Remove from $Folder what its list names, and nothing else; a line that ends with \ is a folder.
Function ${un}RemoveListed
  ${If} $Folder == "$INSTDIR\${ASIDE}" ; $INSTDIR itself may be a link if the person likes
    StrCpy $0 $Folder
    Call ${un}CheckIfFolder
    ${If} $0 = 0
      Return
    ${EndIf}
  ${EndIf}
  ClearErrors
  FileOpen $1 "$Folder\${LIST}" r
  ${If} ${Errors}
    Return
  ${EndIf}
  ${Do}
    ClearErrors
    FileReadUTF16LE $1 $2
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    ${${un}TrimNewLines} $2 $2
    Call ${un}CheckIfWithin
    StrCpy $3 $2 1 -1
    ${If} $0 = 0
    ${OrIf} $2 == ""
      ${Continue}
    ${ElseIf} $3 == "\"
      RMDir "$Folder\$2"
    ${Else}
      Delete "$Folder\$2"
    ${EndIf}
  ${Loop}
  FileClose $1
  !if "${un}" != "" ; an installer has the new program in place by now: what is left of the old one is no reason to stop
    ${If} ${FileExists} "$Folder\${EXE}"
      MessageBox MB_OK|MB_ICONSTOP "$(Stuck)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
  !endif
  Delete "$Folder\${LIST}"
  RMDir "$Folder"
FunctionEnd

; Remove a file or a folder (its path is on the stack) with all that is in it. RMDir /r would also follow links.
Function ${un}RemoveTree
  Exch $0
  Push $1
  Push $2
  Push $0
  Call ${un}CheckIfFolder
  StrCpy $1 $0
  Pop $0
  ${If} $1 = 1
    FindFirst $1 $2 "$0\*"
    ${DoUntil} $2 == ""
      ${If} $2 != "."
      ${AndIf} $2 != ".."
        Push "$0\$2"
        Call ${un}RemoveTree
      ${EndIf}
      FindNext $1 $2
    ${Loop}
    FindClose $1
    RMDir $0
  ${ElseIf} ${FileExists} "$0\*.*"
    RMDir $0 ; of a link only itself
  ${Else}
    Delete $0
  ${EndIf}
  Pop $2
  Pop $1
  Pop $0
FunctionEnd
!macroend

; The files of inspector/services/settings.py and defaults.py and of inspector/ui/kit/memory.py. Journals in `recovery` are
; drafts that nobody has saved yet, so they stay.
Function un.RemoveSettings
  SetShellVarContext current
  Delete "$APPDATA\${ID}\settings.json"
  Delete "$APPDATA\${ID}\settings.broken-*.json"
  Delete "$APPDATA\${ID}\.*.tmp" ; left by a save that was cut short
  RMDir "$APPDATA\${ID}"
  Delete "$LOCALAPPDATA\${ID}\window.ini"
  Delete "$LOCALAPPDATA\${ID}\window.ini.lock"
  Delete "$LOCALAPPDATA\${ID}\running.lock"
  Push "$LOCALAPPDATA\${ID}\Cache"
  Call un.RemoveTree
  Push "$LOCALAPPDATA\${ID}\defaults"
  Call un.RemoveTree
  RMDir "$LOCALAPPDATA\${ID}\recovery"
  RMDir "$LOCALAPPDATA\${ID}"
FunctionEnd

; The entries of the Credential Manager that inspector/services/credentials.py made by way of keyring, which
; calls them `<name>@<service>`, or by the service alone.
Function un.RemoveSecrets
  System::Call 'advapi32::CredEnumerateW(p 0, i 0, *i .r0, *p .r1) i .r2'
  ${If} $2 = 0
    Return
  ${EndIf}
  StrCpy $3 $1
  StrLen $8 "@${NAME}"
  ${While} $0 > 0
    System::Call '*$3(p .r4)'
    System::Call '*$4(i, i .r5, w .r6)' ; Flags, Type, TargetName
    StrCpy $7 $6 "" -$8
    ${If} $7 == "@${NAME}"
    ${OrIf} $6 == "${NAME}"
      System::Call 'advapi32::CredDeleteW(w r6, i r5, i 0)'
    ${EndIf}
    IntPtrOp $3 $3 + ${NSIS_PTR_SIZE}
    IntOp $0 $0 - 1
  ${EndWhile}
  System::Call 'advapi32::CredFree(p r1)'
FunctionEnd
