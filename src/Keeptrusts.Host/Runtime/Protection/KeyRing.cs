using System.Security.Cryptography;
using Keeptrusts.Host.ControlPlane.Protection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Runtime.Protection;

/// <summary>ASP.NET Core Data Protection over the ring of this installation. Made when first needed, so that no start waits for it.</summary>
internal sealed class KeyRing : IContentBox
{
    private static readonly TimeSpan BetweenReloads = TimeSpan.FromSeconds(10);

    private readonly Func<IXmlRepository> _repository;
    private readonly MasterKey? _master;
    private readonly TimeProvider _time;
    private readonly Lock _loading = new();
    private IDataProtectionProvider? _provider;
    private long _loadedAt;

    /// <param name="place">Where the ring is.</param>
    /// <param name="database">The ring in the database; used where it is there.</param>
    /// <param name="master">Wraps it there.</param>
    /// <param name="time">The clock.</param>
    public KeyRing(KeyRingPlace place, IXmlRepository database, MasterKey? master, TimeProvider time)
    {
        (Place, _master, _time) = (place, master, time);
        _repository = place.Folder is { } folder ? () => Folder(folder) : () => database;
    }

    public KeyRingPlace Place { get; }

    public byte[] Protect(string purpose, ReadOnlySpan<byte> content) => Provider().CreateProtector(purpose).Protect(content.ToArray());

    public byte[]? Unprotect(string purpose, byte[] ciphertext)
    {
        try
        {
            return Provider().CreateProtector(purpose).Unprotect(ciphertext);
        }
        catch (CryptographicException)
        {
            // Another node may have begun a key since this one read the ring.
            return Reloaded() is { } fresh ? TryUnprotect(fresh, purpose, ciphertext) : null;
        }
    }

    /// <summary>The ring for whatever of the web server needs one: cookies, antiforgery, circuits.</summary>
    public IDataProtectionProvider ForWeb() => new RingProtector(this, []);

    /// <summary>The provider as it is, and a newer one if the ring may have changed since; <see langword="null"/>: it was read just now.</summary>
    internal (IDataProtectionProvider Now, Func<IDataProtectionProvider?> Newer) Open() => (Provider(), Reloaded);

    private static byte[]? TryUnprotect(IDataProtectionProvider provider, string purpose, byte[] ciphertext)
    {
        try
        {
            return provider.CreateProtector(purpose).Unprotect(ciphertext);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static FileSystemXmlRepository Folder(string path)
    {
        var folder = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(folder, NullLoggerFactory.Instance);
    }

    private IDataProtectionProvider Provider()
    {
        lock (_loading)
        {
            return _provider ??= Load();
        }
    }

    private IDataProtectionProvider? Reloaded()
    {
        lock (_loading)
        {
            return _time.GetElapsedTime(_loadedAt) < BetweenReloads ? null : _provider = Load();
        }
    }

    private IDataProtectionProvider Load()
    {
        _loadedAt = _time.GetTimestamp();
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("keeptrusts");
        if (_master is not null)
        {
            services.AddSingleton(_master);
        }

        var repository = _repository();
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = repository;
            options.XmlEncryptor = _master is null ? null : new MasterKeyEncryptor(_master);
        });
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }
}
