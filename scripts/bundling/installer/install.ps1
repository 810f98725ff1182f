# 离线安装公开（gongkai）@VERSION@，供信息员、审查人使用：不联网，安装前逐个核对文件摘要。
# 用法：双击 install.cmd；或 install.cmd -Folder D:\gongkai
param([string]$Folder = (Join-Path $env:LOCALAPPDATA 'gongkai'))
$ErrorActionPreference = 'Stop'
Set-Location -LiteralPath $PSScriptRoot

function Stop-Here([string]$Message) {
    Write-Host "× $Message" -ForegroundColor Red
    exit 2
}

foreach ($line in Get-Content -LiteralPath 'SHA256SUMS' -Encoding UTF8) {
    $digest, $path = $line -split '  ', 2
    if (-not (Test-Path -LiteralPath $path) -or
        (Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash -ne $digest) {
        Stop-Here "安装包有改动或不完整，没有安装，请重新取得：$path"
    }
}
if (-not (Get-Command py.exe -ErrorAction SilentlyContinue)) {
    Stop-Here '没有找到 Python，请先安装 Python @PYTHON@（64 位，勾选 py launcher）'
}
$engine = Join-Path $Folder '@VERSION@'
if (Test-Path -LiteralPath $engine) { Stop-Here "$engine 已存在；确需重装，请先移走它" }

& py.exe '-@PYTHON@' -I -m venv $engine
if ($LASTEXITCODE -ne 0) { Stop-Here '没有建成 Python 环境，请确认已安装 Python @PYTHON@（64 位）' }
& "$engine\Scripts\python.exe" -I -m pip --isolated --disable-pip-version-check --quiet install `
    --no-index --find-links wheels --no-cache-dir --no-deps --only-binary ':all:' `
    --require-hashes --requirement requirements.txt
if ($LASTEXITCODE -ne 0) {
    Remove-Item -LiteralPath $engine -Recurse -Force
    Stop-Here '安装没有完成'
}
& "$engine\Scripts\gongkai.exe" --version
Write-Host "已装入 $engine"
Write-Host "命令：$engine\Scripts\gongkai.exe"
Write-Host "把 $engine\Scripts 加入环境变量 Path 之后，可以只写 gongkai"
