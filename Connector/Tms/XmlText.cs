using System.Text;
using System.Xml;

namespace HybridCalendar.Connector.Tms;

/// <summary>Text as XML can carry it.</summary>
internal static class XmlText
{
    /// <summary>Leaves out what XML forbids, such as control characters and halves of surrogate pairs: nothing that holds one can be sent.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                clean.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                clean.Append(text[i]).Append(text[++i]);
        }
        return clean.ToString();
    }
}
