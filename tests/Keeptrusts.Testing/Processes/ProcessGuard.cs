using System.Diagnostics;
using System.Globalization;

namespace Keeptrusts.Testing.Processes;

/// <summary>
/// Ends a started process when the test run itself dies, however it dies: a shell holds the read end of a pipe that only this
/// process writes to, and kills the guarded process when the pipe breaks.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    private readonly Process? _shell;

    public ProcessGuard(Process guarded)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("read line; [ \"$line\" = done ] || kill -9 \"$0\" 2>/dev/null");
        start.ArgumentList.Add(guarded.Id.ToString(CultureInfo.InvariantCulture));
        _shell = Process.Start(start);
    }

    public void Dispose()
    {
        if (_shell is null)
        {
            return;
        }

        try
        {
            _shell.StandardInput.WriteLine("done");
            _shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // The shell is gone already; there is nothing left to tell it.
        }

        _shell.Dispose();
    }
}
