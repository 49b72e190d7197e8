using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Keeptrusts.Host.Runtime.Protection;

/// <summary>Unwraps the keys of the ring. The ring names this type in its XML and makes it by this constructor.</summary>
internal sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Encoding.UTF8.GetString(Unwrap(services.GetRequiredService<MasterKey>(), encryptedElement)));

    /// <summary>Unwraps the key that stands somewhere in an element.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Another master key wrapped it.</exception>
    public static byte[] Unwrap(MasterKey master, XElement element) =>
        master.Unwrap(Convert.FromBase64String(element.DescendantsAndSelf(MasterKeyEncryptor.Element).First().Value));
}
