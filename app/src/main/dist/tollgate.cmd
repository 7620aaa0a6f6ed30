@echo off
rem Starts Tollgate from this folder with the first JDK 25 or newer it finds. Not yet tried on Windows.
rem TOLLGATE_OPTS: further options for the Java virtual machine.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..\lib") do set "LIB=%%~fI"
set "JAVA_EXE="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%J in ('where java 2^>nul') do call :try "%%~dpJ.."
for /d %%V in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\BellSoft" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks") do (
    for /d %%H in ("%%~V\*") do call :try "%%~H"
)
if not defined JAVA_EXE (
    echo tollgate: needs a JDK 25 or newer and found none ^(JAVA_HOME: %JAVA_HOME%^); install one, for example Temurin 25 from https://adoptium.net, or set JAVA_HOME to it. 1>&2
    exit /b 1
)

rem Without a window JavaFX stays off the path altogether.
set "FX=--module-path "%LIB%\javafx" --add-modules javafx.controls,javafx.swing --enable-native-access=javafx.graphics,ALL-UNNAMED"
for %%A in (%*) do if "%%~A"=="--headless" set "FX=--enable-native-access=ALL-UNNAMED"
"%JAVA_EXE%" "@%LIB%\jvm.options" %FX% %TOLLGATE_OPTS% -cp "%LIB%\*" dev.tollgate.console.Main %*
exit /b %ERRORLEVEL%

:try
rem The file `release` beside bin names the version: JAVA_VERSION="25.0.3"
if defined JAVA_EXE exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==." %%N in ('findstr /b "JAVA_VERSION=" "%~1\release"') do call :accept "%~1" %%N
exit /b 0

:accept
rem %2 is "25 with its opening quote, or "25" with both
set "FOUND=%2"
set FOUND=%FOUND:"=%
if %FOUND% GEQ 25 set "JAVA_EXE=%~1\bin\java.exe"
exit /b 0
